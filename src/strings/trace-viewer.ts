/** Every text of the page that shows a trace file, in one shape that each language fills. */
import type { Language } from '../../protocol/lesson.ts'
import type { FileProblem } from '../playground/trace-viewer/open-trace.ts'
import { traceViewerEnglish } from './trace-viewer-en.ts'
import { traceViewerRussian } from './trace-viewer-ru.ts'

export interface TraceViewerStrings {
  readonly title: string
  readonly description: string
  /** Where the page is linked from. */
  readonly link: string
  /** Beside that link on the home page. */
  readonly invitation: string
  readonly heading: string
  readonly drop: string
  readonly dropNow: string
  readonly choose: string
  readonly example: string
  readonly exampleHint: string
  readonly sources: string
  readonly command: string
  readonly fromLesson: string
  readonly stays: string
  readonly withoutScript: string
  readonly reading: (name: string) => string
  readonly opened: (name: string, events: string) => string
  readonly cut: string
  readonly close: string
  /** What happened, and what to do; the file's name stands before it. */
  readonly problems: Readonly<Record<FileProblem['code'], (detail: string) => string>>
  readonly exampleFailed: string
}

const byLanguage: Readonly<Record<Language, TraceViewerStrings>> = {
  en: traceViewerEnglish,
  ru: traceViewerRussian,
}

export function traceViewerStrings(language: Language): TraceViewerStrings {
  return byLanguage[language]
}
