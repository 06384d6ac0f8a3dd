/** Every text of the workbench, in one shape that each language fills. */
import type { ControlErrorCode } from '../../protocol/control.ts'
import type { Language } from '../../protocol/lesson.ts'
import type { EndReason, IsolationLevel } from '../../protocol/trace.ts'
import { workbenchEnglish } from './workbench-en.ts'
import { workbenchRussian } from './workbench-ru.ts'

export interface WorkbenchStrings {
  readonly editor: {
    readonly label: (file: string) => string
    readonly files: string
    readonly addFile: string
    readonly fileName: string
    readonly add: string
    readonly deleteFile: (file: string) => string
    readonly deleted: (file: string) => string
    readonly invalidName: string
    readonly nameTaken: string
    readonly loadFailed: string
    readonly tabLeaves: string
    readonly problem: (file: string, line: number | undefined, text: string) => string
    readonly goToLine: (line: number) => string
    readonly moreProblems: (count: number) => string
    /** Beside an error whose own words do not say where to look, or what to do. */
    readonly help: { readonly unclosed: string; readonly portTaken: string; readonly portReserved: string }
  }
  readonly toolbar: {
    readonly run: string
    readonly stop: string
    readonly reset: string
    readonly shortcuts: string
  }
  readonly status: {
    readonly idle: string
    readonly requested: string
    readonly starting: string
    readonly loading: string
    /** Its event loop does not turn. */
    readonly busy: string
    readonly running: (ports: readonly number[]) => string
    readonly saved: string
    /** No page has asked for these files. */
    readonly savedUnread: (files: readonly string[]) => string
    /** Before what the server does now. */
    readonly restarted: string
    /** What was known when the connection to the sandbox was lost. */
    readonly lastKnown: (ports: readonly number[]) => string
    readonly ended: Readonly<Record<EndReason, string>>
    readonly exitCode: (code: number) => string
    readonly refused: Readonly<Record<ControlErrorCode | 'not-connected', string>>
    readonly isolation: Readonly<Record<IsolationLevel, string>>
  }
  readonly connection: {
    readonly lost: string
    readonly unreachable: string
    readonly refused: string
    readonly kept: string
    readonly retryIn: (seconds: number) => string
    readonly retrying: string
    readonly tryNow: string
    /** Where programs run without real isolation. */
    readonly noSandbox: string
    /** Before the command that tells how to get it. */
    readonly getSandbox: string
  }
  readonly drafts: {
    readonly restored: string
    readonly discard: string
    readonly discarded: string
    readonly solutionTaken: string
    readonly starterTaken: string
    readonly mineWaits: string
    readonly earlierKept: string
    readonly takeEarlier: string
    /** After one of the three before it. */
    readonly mineKept: string
    readonly backToMine: string
    readonly mineAgain: string
    readonly restore: string
    readonly undo: string
    readonly cancel: string
    readonly starterChanged: string
    readonly useStarter: string
    readonly keepDraft: string
    readonly otherTab: (file: string) => string
    readonly takeTheirs: string
    readonly keepMine: string
    readonly unavailable: string
    readonly full: string
    readonly dismiss: string
  }
  readonly panes: {
    readonly label: string
    readonly pane: (name: string) => string
    readonly add: string
    readonly remove: (name: string) => string
    readonly reload: (name: string) => string
    readonly open: (name: string) => string
    readonly frameTitle: (name: string) => string
    readonly address: string
    readonly empty: string
    readonly emptyHow: string
    readonly waiting: string
    readonly ended: string
    readonly silent: string
    readonly connecting: string
    readonly polling: string
    readonly websocket: string
    readonly disconnected: string
    readonly idle: string
    readonly unknown: string
    readonly console: string
    readonly consoleOf: (name: string) => string
    readonly consoleEmpty: string
    readonly lines: (count: number) => string
    readonly errors: (count: number) => string
    readonly older: (count: number) => string
  }
  readonly layout: {
    readonly code: string
    readonly clients: string
    readonly wire: string
    readonly maximise: (panel: string) => string
    readonly restore: (panel: string) => string
    readonly resizeColumns: string
    readonly resizeRows: string
    readonly wireEmpty: string
    readonly wireEmptyHow: string
  }
  readonly shortcuts: {
    readonly title: string
    readonly close: string
    readonly run: string
    readonly save: string
    readonly leaveEditor: string
    readonly restorePanel: string
    readonly resize: string
    readonly consoleRun: string
    readonly consoleLine: string
    readonly consoleHistory: string
    readonly list: string
  }
}

const byLanguage: Readonly<Record<Language, WorkbenchStrings>> = {
  en: workbenchEnglish,
  ru: workbenchRussian,
}

export function workbenchStrings(language: Language): WorkbenchStrings {
  return byLanguage[language]
}
