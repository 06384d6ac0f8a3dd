/** Diagnoses as sentences: what happened, and what to do about it. Each language is one file. */
import type { Language } from '../../protocol/lesson.ts'
import { serverParticipant } from '../../protocol/trace-constants.ts'
import { inertText } from '../inert-text.ts'
import { diagnosisEn } from './diagnosis-words-en.ts'
import { diagnosisRu } from './diagnosis-words-ru.ts'
import type { DiagnosisNames } from './diagnosis-names.ts'
import type { Diagnosis, DiagnosisKind } from './explanation.ts'

type DiagnosisWords = (diagnosis: Diagnosis, names: DiagnosisNames) => string

const words: Readonly<Record<Language, DiagnosisWords>> = { en: diagnosisEn, ru: diagnosisRu }

/** Of a name within a sentence. */
const shownMax = 60

/**
 * One plain sentence.
 * @param nameOf what the reader calls a participant: a client's name, or `server`
 */
export function diagnosisSentence(
  diagnosis: Diagnosis,
  language: Language,
  nameOf: (participant: string) => string,
): string {
  const shown = (name: string) => inertText(name, shownMax)
  return words[language](diagnosis, { who: nameOf(diagnosis.client ?? serverParticipant), shown })
}

/** What the lessons teach; all the rest has none yet. */
const lessons: Partial<Readonly<Record<DiagnosisKind, string>>> = {
  'stuck-on-polling': 'why-websockets',
  'plain-websocket': 'why-websockets',
  'handlers-repeated': 'server',
  'handler-late': 'server',
  'new-id': 'socket-variables',
  'disconnected-by-server': 'disconnect',
  'ping-timeout': 'disconnect',
}

/** The slug of the lesson that teaches what the diagnosis is about. */
export function lessonOf(diagnosis: Diagnosis): string | undefined {
  if ('on' in diagnosis && diagnosis.on === 'page') return 'client'
  return lessons[diagnosis.what]
}
