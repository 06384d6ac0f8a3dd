/** Errors of the present run that point into the learner's files, until the line is edited or the next run begins. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { ErrorStage, TraceEvent, TraceEventOf } from '../../../protocol/trace.ts'
import { serverParticipant } from '../../../protocol/trace-constants.ts'

export interface Problem {
  readonly file: string
  /** From 1; undefined when only the file is known. */
  readonly line: number | undefined
  readonly column: number
  /** The error's name and message, as the program gave them. */
  readonly text: string
  readonly stage: ErrorStage
  /** Node's, where there is one. */
  readonly code: string | undefined
  /** Whose program it was. */
  readonly participant: string
}

/** What the error's own words leave unsaid. */
export type ProblemHelp = 'unclosed' | 'portTaken' | 'portReserved'

export function helpWith({ stage, code, text }: Problem): ProblemHelp | undefined {
  // The file ended while something in it was still open: in V8's words, and in those of Node's TypeScript.
  if (stage === 'syntax' && /Unexpected end of input|got '<eof>'/.test(text)) return 'unclosed'
  if (stage !== 'listen') return undefined
  if (code === 'EADDRINUSE') return 'portTaken'
  return code === 'EACCES' ? 'portReserved' : undefined
}

/** What an edit did to the lines of a file: lines `first` to `last` (from 1) became `count` lines. */
export interface LineEdit {
  readonly first: number
  readonly last: number
  readonly count: number
}

/** What is known of the files that pages get. */
export interface PageSources {
  /** The project's file that a page got under a path of the server's, if it is one. */
  readonly fileAt: (path: string) => string | undefined
  /** Where a page imports what is not there. Browsers do not tell. */
  readonly missingImport: () => { readonly file: string; readonly line: number } | undefined
}

/** An error that recurs by the thousand needs no thousand marks. */
const maxProblems = 50

export class Problems {
  readonly #list = signal<readonly Problem[]>([])
  readonly #sources: PageSources

  constructor(sources: PageSources) {
    this.#sources = sources
  }

  get list(): ReadonlySignal<readonly Problem[]> {
    return this.#list
  }

  reset(): void {
    this.#list.value = []
  }

  batch(events: readonly TraceEvent[]): void {
    let list = this.#list.peek()
    for (const event of events) {
      if (event.kind === 'run' && event.phase === 'start') list = []
      if (event.kind === 'http') list = this.#withoutLoaded(list, event)
      if (event.kind !== 'error') continue
      const place = this.#placeOf(event)
      if (place === undefined) continue
      const problem: Problem = {
        ...place,
        participant: event.participant,
        stage: event.stage,
        code: event.code,
        column: event.column ?? 1,
        text: event.message.startsWith(event.name) ? event.message : `${event.name}: ${event.message}`,
      }
      const known = list.some(
        (each) => each.file === problem.file && each.line === problem.line && each.text === problem.text,
      )
      if (!known && list.length < maxProblems) list = [...list, problem]
    }
    if (list !== this.#list.peek()) this.#list.value = list
  }

  #placeOf({
    participant,
    stage,
    file,
    line,
  }: TraceEventOf<'error'>): Pick<Problem, 'file' | 'line'> | undefined {
    if (participant === serverParticipant) return file === undefined ? undefined : { file, line }
    if (file === undefined) return stage === 'module' ? this.#sources.missingImport() : undefined
    const own = this.#sources.fileAt(file)
    return own === undefined ? undefined : { file: own, line }
  }

  /** A page that gets a file again shows anew what is wrong with it. */
  #withoutLoaded(list: readonly Problem[], { client, path }: TraceEventOf<'http'>): readonly Problem[] {
    if (!list.some((problem) => problem.participant === client)) return list
    const file = this.#sources.fileAt(path)
    return list.filter((problem) => problem.participant !== client || problem.file !== file)
  }

  /** An edit clears what points to the touched lines and moves what stands below them. */
  edited(file: string, edit: LineEdit): void {
    const shift = edit.count - (edit.last - edit.first + 1)
    const list = this.#list.peek()
    if (!list.some((problem) => problem.file === file)) return
    this.#list.value = list.flatMap((problem) => {
      if (problem.file !== file) return [problem]
      if (problem.line === undefined) return []
      if (problem.line >= edit.first && problem.line <= edit.last) return []
      return [problem.line > edit.last ? { ...problem, line: problem.line + shift } : problem]
    })
  }

  /** For an editor that does not know which lines changed. */
  editedSomewhere(file: string): void {
    this.edited(file, { first: 1, last: Number.MAX_SAFE_INTEGER, count: 0 })
  }
}
