/** Everything a workbench holds beside what it draws. Made once for a mounted workbench, and closed with it. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Spelling } from '../../harness/lesson-program.ts'
import { finishLesson, passTask } from '../progress/progress-store.ts'
import { networkStrings } from '../strings/network.ts'
import { moduleStrings } from '../strings/modules.ts'
import { workbenchStrings, type WorkbenchStrings } from '../strings/workbench.ts'
import { CheckControl } from './checks/check-control.ts'
import type { PastMoment } from './inspector/past-moment.ts'
import type { TabName } from './inspector/tab-names.ts'
import { Notices } from './notices/notices.ts'
import { nextClientName } from './participants.ts'
import { browserStorage } from './project/draft-store.ts'
import { LessonFiles, type SpelledProgram } from './project/lesson-files.ts'
import type { Project } from './project/project.ts'
import { fileAt } from './project/page-files.ts'
import { BusyServer } from './run/busy-server.ts'
import { ClientStates } from './run/client-states.ts'
import { followTrace } from './run/follow-trace.ts'
import { NetworkControl } from './run/network-control.ts'
import { ImportAdvice } from './run/import-advice.ts'
import { PaneConsoles } from './run/pane-consoles.ts'
import { Problems } from './run/problems.ts'
import { RunControl } from './run/run-control.ts'
import type { Runtime } from './runtime/runtime.ts'
import type { WorkbenchProps } from './workbench-props.ts'

/** What the panes show: the run that listens, and on which port. */
export interface Served {
  readonly run: number
  readonly port: number
}

export class WorkbenchModel {
  readonly props: WorkbenchProps
  readonly runtime: Runtime
  readonly strings: WorkbenchStrings
  readonly notices = new Notices()
  readonly problems: Problems
  readonly advice: ImportAdvice
  readonly consoles = new PaneConsoles()
  readonly clientStates = new ClientStates()
  readonly busyServer = new BusyServer()
  readonly network: NetworkControl
  readonly files: LessonFiles
  readonly project: Project
  readonly control: RunControl
  readonly checks: CheckControl
  /** What the inspector shows. */
  readonly inspectorTab = signal<TabName>('ladder')
  /** The moment to which the inspector's reader travelled; undefined while it is now. */
  readonly pastMoment = signal<PastMoment | undefined>(undefined)
  /** Undefined while nothing listens. */
  readonly served: ReadonlySignal<Served | undefined>
  readonly #clients
  readonly #endings: (() => void)[]

  constructor(props: WorkbenchProps, runtime: Runtime) {
    this.props = props
    this.runtime = runtime
    this.strings = workbenchStrings(props.language)
    this.files = new LessonFiles({
      lesson: props,
      storage: browserStorage(),
      notices: this.notices,
      strings: this.strings.drafts,
      page: window,
    })
    this.project = this.files.project
    this.advice = new ImportAdvice(
      this.project,
      this.program,
      runtime.connection,
      moduleStrings(props.language),
    )
    this.problems = new Problems({
      fileAt: (path) => fileAt(path, Object.keys(this.project.asRecord())),
      missingImport: () => this.advice.inPages(),
    })
    this.#clients = signal<readonly string[]>(props.panes)
    this.network = new NetworkControl(runtime, () =>
      this.notices.tell({
        id: 'network',
        tone: 'warn',
        text: networkStrings(props.language).refused,
        actions: [],
      }),
    )
    this.control = new RunControl(runtime, this.project, this.program, this.#clients)
    this.checks = new CheckControl({
      runtime,
      lesson: props.id,
      tasks: props.course?.tasks.map(({ id }) => id) ?? [],
      driver: { network: () => this.network.state.peek(), port: props.port },
      program: () => ({ files: this.project.asRecord(), entry: this.program.peek().entry }),
      restore: async ({ files, entry }) => {
        // In another spelling by now: the files would not fit.
        if (this.program.peek().entry === entry) await this.control.run(files)
      },
      onPassed: (task) => passTask(props.id, task),
      onAllPassed: () => finishLesson(props.id, new Date().toISOString()),
    })
    this.served = computed(() => {
      const status = runtime.status.value
      if (status.state !== 'running') return undefined
      const port = status.ports.includes(props.port) ? props.port : status.ports[0]
      return port === undefined ? undefined : { run: status.run, port }
    })
    this.#endings = [
      () => this.files.close(),
      followTrace(runtime, this.problems),
      followTrace(runtime, this.consoles),
      followTrace(runtime, this.clientStates),
      followTrace(runtime, this.busyServer),
      () => this.busyServer.close(),
      followTrace(runtime, this.control.loads),
      followTrace(runtime, this.network),
      () => this.control.close(),
      () => void this.checks.cancel('cancelled'),
    ]
  }

  /** The lesson in the chosen spelling. */
  get program(): ReadonlySignal<SpelledProgram> {
    return this.files.program
  }

  /** Swaps the files; what runs keeps running. */
  chooseSpelling(spelling: Spelling): void {
    this.problems.reset()
    this.files.choose(spelling)
  }

  get clients(): ReadonlySignal<readonly string[]> {
    return this.#clients
  }

  /** Run, Save and Stop put an end to checks: the server is the learner's again. */
  async run(): Promise<void> {
    await this.checks.cancel('run')
    await this.control.run()
  }

  async save(): Promise<void> {
    await this.checks.cancel('run')
    await this.control.save()
  }

  async stop(): Promise<void> {
    await this.checks.cancel('run')
    await this.control.stop()
  }

  async check(): Promise<void> {
    if (this.checks.availability.peek() !== 'ready') return
    this.showChecks()
    await this.checks.check()
  }

  showChecks(): void {
    this.inspectorTab.value = 'checks'
  }

  /** The learner has changed something of what the lesson gave. */
  get hasTried(): boolean {
    const files = this.project.asRecord()
    const { files: starter } = this.program.peek()
    return (
      Object.keys(files).length !== starter.length ||
      starter.some(({ path, content }) => files[path] !== content)
    )
  }

  addClient(): void {
    const name = nextClientName(this.#clients.peek())
    if (name !== undefined) this.#clients.value = [...this.#clients.peek(), name]
  }

  removeClient(name: string): void {
    this.#clients.value = this.#clients.peek().filter((each) => each !== name)
  }

  close(): void {
    for (const end of this.#endings) end()
  }
}
