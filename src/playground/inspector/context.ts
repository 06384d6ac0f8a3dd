/** What every part of the inspector needs: the model, the language, and the way into the editor. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Language } from '../../../protocol/lesson.ts'
import type { LadderWords } from '../../../trace/ladder-words.ts'
import type { InspectorStrings } from '../../strings/inspector.ts'
import type { TabName } from './tab-names.ts'
import type { ChecksPanel } from './checks-panel.ts'
import type { InspectorModel } from './inspector-model.ts'

/** Opens the editor at a place in a file of the learner. Line and column count from 1. */
export type Jump = (file: string, line: number, column: number) => void

/** `undefined` where there is no such lesson. */
export type LessonAddress = (slug: string) => string | undefined

export interface InspectorSetting {
  readonly model: InspectorModel
  readonly language: Language
  readonly strings: InspectorStrings
  readonly words: LadderWords
  readonly onJump: Jump
  /** Absent where nothing is checked. */
  readonly checks: ChecksPanel | undefined
  readonly showTab: (tab: TabName) => void
  /** Where a lesson is read, by its slug without a number; absent where there are no lessons. */
  readonly lessonAddress: LessonAddress | undefined
  /** What exported files are named after: a lesson's slug, an opened file's name. */
  readonly exportName: string | undefined
  /** Asks for a trace file to look at instead; absent where that cannot be. */
  readonly onOpenTrace: (() => void) | undefined
  /** A whole number in the language's spelling. */
  readonly number: (value: number) => string
  /** A participant's name as people read it in this language. */
  readonly nameOf: (participant: string) => string
}

export const InspectorContext = createContext<InspectorSetting | undefined>(undefined)

export function useInspector(): InspectorSetting {
  const setting = useContext(InspectorContext)
  if (setting === undefined) throw new Error('a part of the inspector stands outside of <Inspector>')
  return setting
}
