/** Run, save and stop: what each means for the files at hand, and what the workbench says about it meanwhile. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { ControlErrorCode, SessionStatus } from '../../../protocol/control.ts'
import type { Project } from '../project/project.ts'
import { serverFiles } from '../project/server-files.ts'
import type { RunOutcome, Runtime } from '../runtime/runtime.ts'

export type Activity =
  /** The button was pressed; the sandbox has not answered yet. */
  | { state: 'requested' }
  | { state: 'refused'; code: ControlErrorCode | 'not-connected' }
  /** Pages' files were written; the server kept running. */
  | { state: 'saved' }
  | { state: 'session'; status: SessionStatus }

export class RunControl {
  readonly activity: ReadonlySignal<Activity>
  readonly #runtime: Runtime
  readonly #project: Project
  readonly #entry: string
  readonly #note = signal<Exclude<Activity, { state: 'session' }> | undefined>(undefined)
  readonly #pagesVersion = signal(0)
  readonly #stopWatching: () => void
  /** The files as the running program has them. */
  #sent: Readonly<Record<string, string>> = {}

  constructor(runtime: Runtime, project: Project, entry: string) {
    this.#runtime = runtime
    this.#project = project
    this.#entry = entry
    this.activity = computed(() => this.#note.value ?? { state: 'session', status: runtime.status.value })
    this.#stopWatching = effect(() => {
      // What the sandbox says replaces what was noted before it; a pending request ends by its answer alone.
      void runtime.status.value
      if (this.#note.peek()?.state !== 'requested') this.#note.value = undefined
    })
  }

  /** Grows when pages' files were written: panes reload. */
  get pagesVersion(): ReadonlySignal<number> {
    return this.#pagesVersion
  }

  /** Starts the program, or starts it again. */
  async run(): Promise<void> {
    const files = this.#project.asRecord()
    if (this.#note.peek()?.state === 'requested') return
    this.#note.value = { state: 'requested' }
    const outcome = await this.#runtime.run(files, this.#entry)
    if (outcome.ok) this.#sent = files
    this.#settle(outcome, undefined)
  }

  /** Writes changed pages' files into the running program; anything else is a run. */
  async save(): Promise<void> {
    const files = this.#project.asRecord()
    const changed = this.#pageChanges(files)
    if (changed === undefined) {
      await this.run()
      return
    }
    this.#note.value = { state: 'requested' }
    const outcome = await this.#runtime.write(changed)
    if (outcome.ok) {
      this.#sent = files
      this.#pagesVersion.value += 1
    }
    this.#settle(outcome, { state: 'saved' })
  }

  async stop(): Promise<void> {
    await this.#runtime.stop()
  }

  close(): void {
    this.#stopWatching()
  }

  #settle(outcome: RunOutcome, success: { state: 'saved' } | undefined): void {
    this.#note.value = outcome.ok ? success : { state: 'refused', code: outcome.code }
  }

  /** The changed files when all of them are pages' and the program runs; undefined when it has to start anew. */
  #pageChanges(files: Readonly<Record<string, string>>): Record<string, string> | undefined {
    if (this.#runtime.status.peek().state !== 'running') return undefined
    if (Object.keys(this.#sent).some((path) => !Object.hasOwn(files, path))) return undefined
    const changed = Object.entries(files).filter(([path, content]) => this.#sent[path] !== content)
    const ofServer = serverFiles(files, this.#entry)
    if (changed.length === 0 || changed.some(([path]) => ofServer.has(path))) return undefined
    return Object.fromEntries(changed)
  }
}
