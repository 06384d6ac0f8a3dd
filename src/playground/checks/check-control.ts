/** The lesson's checks as the workbench runs them: one run at a time, what each has given, and what ended it early. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { CheckReport } from '../../../harness/run-checks.ts'
import type { StartOutcome } from '../../../harness/driver.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { reportFault } from '../report-fault.ts'
import type { BrowserDriverOptions } from './browser-driver.ts'
import { Stage } from './stage.ts'

export type CheckState =
  | { readonly state: 'waiting' }
  | { readonly state: 'running' }
  /** The run was interrupted in the middle of this one … */
  | { readonly state: 'interrupted' }
  /** … or before it. */
  | { readonly state: 'untried' }
  | CheckReport

/** What ended a run before its last check. */
export type Interruption = 'cancelled' | 'run' | 'connection' | 'fault'

export type CheckRun =
  /** Nothing was checked yet. */
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  | { readonly state: 'finished' }
  | { readonly state: 'not-started'; readonly start: Extract<StartOutcome, { ok: false }> }
  | { readonly state: 'interrupted'; readonly by: Interruption }

export type Availability = 'ready' | 'no-checks' | 'no-connection'

export interface CheckedProgram {
  readonly files: Record<string, string>
  readonly entry: string
}

export interface CheckControlOptions {
  readonly runtime: Runtime
  /** The lesson's slug. */
  readonly lesson: string
  /** Of the lesson's tasks, in their order; none where there is no lesson. */
  readonly tasks: readonly string[]
  readonly driver: Omit<BrowserDriverOptions, 'runtime' | 'stage' | keyof CheckedProgram>
  /** What is checked: the learner's program as it is now. */
  readonly program: () => CheckedProgram
  /** The panes are the learner's again: shows the program that was checked. */
  readonly restore: (program: CheckedProgram) => Promise<void>
  readonly onPassed: (task: string) => void
  readonly onAllPassed: () => void
}

export class CheckControl {
  readonly stage = new Stage()
  readonly availability: ReadonlySignal<Availability>
  readonly #options: CheckControlOptions
  readonly #run = signal<CheckRun>({ state: 'idle' })
  readonly #states = signal<ReadonlyMap<string, CheckState>>(new Map())
  #abort: AbortController | undefined
  #ended: Promise<void> = Promise.resolve()

  constructor(options: CheckControlOptions) {
    this.#options = options
    this.availability = computed(() => {
      if (options.tasks.length === 0) return 'no-checks'
      return options.runtime.connection.value.state === 'connected' ? 'ready' : 'no-connection'
    })
  }

  get run(): ReadonlySignal<CheckRun> {
    return this.#run
  }

  stateOf(task: string): CheckState {
    const known = this.#states.value.get(task)
    if (this.#run.value.state !== 'interrupted') return known ?? { state: 'waiting' }
    if (known === undefined) return { state: 'untried' }
    return known.state === 'running' ? { state: 'interrupted' } : known
  }

  /** Checks that have come to an end. */
  get finished(): number {
    return this.#options.tasks.filter((task) => 'durationMs' in this.stateOf(task)).length
  }

  get passed(): number {
    return this.#options.tasks.filter((task) => this.stateOf(task).state === 'passed').length
  }

  /** Runs all checks. While they run, it does nothing. */
  check(): Promise<void> {
    if (this.#abort === undefined && this.availability.peek() === 'ready') this.#ended = this.#checkAll()
    return this.#ended
  }

  /** Ends the run, if there is one; resolves when the panes are the learner's again. */
  async cancel(by: Interruption): Promise<void> {
    this.#abort?.abort(by)
    await this.#ended
  }

  async #checkAll(): Promise<void> {
    const { runtime, lesson, tasks, driver, onPassed, onAllPassed } = this.#options
    const abort = new AbortController()
    this.#abort = abort
    this.#run.value = { state: 'running' }
    this.#states.value = new Map()
    this.stage.begin()
    const program = this.#options.program()
    const stopWatching = runtime.connection.subscribe(({ state }) => {
      if (state !== 'connected') abort.abort('connection' satisfies Interruption)
    })
    try {
      // With their schemas these are larger than the page that offers them.
      const [{ runLesson }, { loadChecks }] = await Promise.all([
        import('./run-lesson.ts'),
        import('./load-checks.ts'),
      ])
      const checks = await loadChecks(lesson)
      const listener = {
        started: (id: string) => this.#set(id, { state: 'running' }),
        finished: (report: CheckReport) => {
          this.#set(report.id, report)
          if (report.state === 'passed') onPassed(report.id)
        },
      }
      const inOrder = tasks.flatMap((task) => checks.find(({ id }) => id === task) ?? [])
      const options = { ...driver, runtime, stage: this.stage, ...program }
      const reports = await runLesson(inOrder, options, listener, abort.signal)
      const unstarted = reports.find((report) => report.state === 'not-started')
      this.#run.value = unstarted ? { state: 'not-started', start: unstarted.start } : { state: 'finished' }
      if (reports.every(({ state }) => state === 'passed')) onAllPassed()
    } catch (error) {
      const by = abort.signal.aborted ? (abort.signal.reason as Interruption) : 'fault'
      if (by === 'fault') reportFault('a check', error)
      this.#run.value = { state: 'interrupted', by }
    } finally {
      stopWatching()
      this.stage.end()
      this.#abort = undefined
    }
    const { state } = this.#run.peek()
    const by = abort.signal.aborted ? (abort.signal.reason as Interruption) : undefined
    // Another run is on its way, or none can be.
    if (state !== 'not-started' && by !== 'run' && by !== 'connection') await this.#options.restore(program)
  }

  #set(task: string, state: CheckState): void {
    this.#states.value = new Map(this.#states.peek()).set(task, state)
  }
}
