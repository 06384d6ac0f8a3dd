/** Run, save and stop: what each means for the files at hand, and what the workbench says about it meanwhile. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { ControlErrorCode, SessionStatus } from '../../../protocol/control.ts'
import type { Project } from '../project/project.ts'
import { serverFiles } from '../project/server-files.ts'
import type { RunOutcome, Runtime, WriteOutcome } from '../runtime/runtime.ts'
import { PageLoads, type ServedProject } from './page-loads.ts'

export type Activity =
  /** The button was pressed; the sandbox has not answered yet. */
  | { state: 'requested' }
  | { state: 'refused'; code: ControlErrorCode | 'not-connected' }
  /** Pages' files were written; the server kept running. `unread` are those that no page had asked for. */
  | { state: 'saved'; clients: readonly string[]; unread: readonly string[] }
  | { state: 'session'; status: SessionStatus }

/** What a run starts. */
export interface Startable {
  readonly entry: string
}

/** What was written last while the program ran. */
interface Saved {
  readonly files: readonly string[]
  readonly project: ServedProject
  /** `at` of the trace: what was asked for before may be older. */
  readonly at: number
  /** Clients whose panes have been reloaded for it. */
  readonly reloaded: Set<string>
}

type SavedNote = Extract<Activity, { state: 'saved' }>

/** As `sendFile('chat.html')` and `render('chat')` both have it. */
const nameOf = (file: string) => (file.split('/').at(-1) ?? file).replace(/\.[^.]+$/, '')

export class RunControl {
  readonly activity: ReadonlySignal<Activity>
  readonly #runtime: Runtime
  readonly #project: Project
  readonly #program: ReadonlySignal<Startable>
  readonly #started = signal<Startable | undefined>(undefined)
  readonly #note = signal<Exclude<Activity, { state: 'session' }> | undefined>(undefined)
  readonly #clients: ReadonlySignal<readonly string[]>
  readonly #loads = new PageLoads((client, startedAt) => this.#heardOf(client, startedAt))
  readonly #pageVersions = signal<ReadonlyMap<string, number>>(new Map())
  readonly #restarted = signal<number | undefined>(undefined)
  readonly #stopWatching: () => void
  /** The files as the running program has them. */
  #sent: Readonly<Record<string, string>> = {}
  #saved: Saved | undefined

  /** @param clients whose panes are shown */
  constructor(
    runtime: Runtime,
    project: Project,
    program: ReadonlySignal<Startable>,
    clients: ReadonlySignal<readonly string[]>,
  ) {
    this.#runtime = runtime
    this.#project = project
    this.#clients = clients
    this.#program = program
    this.activity = computed(() => this.#note.value ?? { state: 'session', status: runtime.status.value })
    this.#stopWatching = effect(() => {
      // What the sandbox says replaces what was noted before it; a pending request ends by its answer alone.
      void runtime.status.value
      if (this.#note.peek()?.state !== 'requested') this.#note.value = undefined
    })
  }

  /** What was started last from here. */
  get started(): ReadonlySignal<Startable | undefined> {
    return this.#started
  }

  /** Hears of the trace: what pages ask for. */
  get loads(): PageLoads {
    return this.#loads
  }

  /** Grows when files were written that the client's page has got: its pane reloads. */
  pageVersion(client: string): number {
    return this.#pageVersions.value.get(client) ?? 0
  }

  /** The run that took the place of another one that was still running. */
  get restarted(): ReadonlySignal<number | undefined> {
    return this.#restarted
  }

  /** Starts the program, or starts it again: as it is now, unless other files are given. */
  async run(files = this.#project.asRecord()): Promise<void> {
    const program = this.#program.peek()
    if (this.#note.peek()?.state === 'requested') return
    const again = this.#runtime.status.peek().state === 'running'
    this.#note.value = { state: 'requested' }
    const outcome = await this.#runtime.run(files, program.entry)
    if (outcome.ok) {
      this.#sent = files
      this.#saved = undefined
      this.#started.value = program
      this.#restarted.value = again ? outcome.run : undefined
    }
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
    if (!outcome.ok) {
      this.#settle(outcome, undefined)
      return
    }
    this.#sent = files
    const ofServer = [...serverFiles(files, this.#program.peek().entry)].map((path) => files[path] ?? '')
    const project: ServedProject = {
      files: Object.keys(files),
      isNamed: (file) => ofServer.some((text) => text.includes(nameOf(file))),
    }
    this.#saved = { files: Object.keys(changed), project, at: outcome.at, reloaded: new Set() }
    this.#settle(outcome, this.#reloadReaders(this.#saved, this.#clients.peek()))
  }

  async stop(): Promise<void> {
    await this.#runtime.stop()
  }

  close(): void {
    this.#stopWatching()
  }

  /** Reloads the panes, of these clients, whose pages have got one of the files. */
  #reloadReaders({ files, project, reloaded }: Saved, among: readonly string[]): SavedNote {
    const reads = (client: string, file: string) => this.#loads.concerns(client, file, project)
    const versions = new Map(this.#pageVersions.peek())
    for (const client of among) {
      if (!files.some((file) => reads(client, file))) continue
      versions.set(client, (versions.get(client) ?? 0) + 1)
      reloaded.add(client)
    }
    this.#pageVersions.value = versions
    const isUnread = (file: string) => !this.#clients.peek().some((client) => reads(client, file))
    return { state: 'saved', clients: [...reloaded], unread: files.filter(isUnread) }
  }

  /** A page that was on its way while files were saved has them as they were before, and the trace tells of it later. */
  #heardOf(client: string, startedAt: number): void {
    const saved = this.#saved
    if (saved === undefined || startedAt >= saved.at || saved.reloaded.has(client)) return
    const note = this.#reloadReaders(
      saved,
      this.#clients.peek().filter((shown) => shown === client),
    )
    if (this.#note.peek()?.state === 'saved') this.#note.value = note
  }

  #settle(outcome: RunOutcome | WriteOutcome, success: SavedNote | undefined): void {
    this.#note.value = outcome.ok ? success : { state: 'refused', code: outcome.code }
  }

  /** The changed files when all of them are pages' and the program runs; undefined when it has to start anew. */
  #pageChanges(files: Readonly<Record<string, string>>): Record<string, string> | undefined {
    if (this.#runtime.status.peek().state !== 'running') return undefined
    if (this.#started.peek() !== this.#program.peek()) return undefined
    if (Object.keys(this.#sent).some((path) => !Object.hasOwn(files, path))) return undefined
    const changed = Object.entries(files).filter(([path, content]) => this.#sent[path] !== content)
    const ofServer = serverFiles(files, this.#program.peek().entry)
    if (changed.length === 0 || changed.some(([path]) => ofServer.has(path))) return undefined
    return Object.fromEntries(changed)
  }
}
