/** Everything a workbench holds beside what it draws. Made once for a mounted workbench, and closed with it. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { networkStrings } from '../strings/network.ts'
import { moduleStrings } from '../strings/modules.ts'
import { workbenchStrings, type WorkbenchStrings } from '../strings/workbench.ts'
import { Notices } from './notices/notices.ts'
import { nextClientName } from './participants.ts'
import { browserStorage, DraftStore } from './project/draft-store.ts'
import { backToStarter, keepDrafts } from './project/keep-drafts.ts'
import { Project } from './project/project.ts'
import { fileAt } from './project/page-files.ts'
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
  readonly network: NetworkControl
  readonly project: Project
  readonly control: RunControl
  /** Undefined while nothing listens. */
  readonly served: ReadonlySignal<Served | undefined>
  readonly #clients
  readonly #endings: (() => void)[]

  constructor(props: WorkbenchProps, runtime: Runtime) {
    this.props = props
    this.runtime = runtime
    this.strings = workbenchStrings(props.language)
    const { drafts } = this.strings
    const store = new DraftStore(browserStorage(), props.id, props.files, (problem) =>
      this.notices.tell({ id: 'storage', tone: 'warn', text: drafts[problem], actions: [] }),
    )
    const loaded = store.load()
    this.project = new Project(loaded.files)
    this.advice = new ImportAdvice(
      this.project,
      props.entry,
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
    this.control = new RunControl(runtime, this.project, props.entry, this.#clients)
    this.served = computed(() => {
      const status = runtime.status.value
      if (status.state !== 'running') return undefined
      const port = status.ports.includes(props.port) ? props.port : status.ports[0]
      return port === undefined ? undefined : { run: status.run, port }
    })
    this.#endings = [
      keepDrafts({
        project: this.project,
        store,
        loaded,
        starter: props.files,
        notices: this.notices,
        strings: drafts,
        page: window,
      }),
      followTrace(runtime, this.problems),
      followTrace(runtime, this.consoles),
      followTrace(runtime, this.clientStates),
      followTrace(runtime, this.control.loads),
      followTrace(runtime, this.network),
      () => this.control.close(),
    ]
  }

  get clients(): ReadonlySignal<readonly string[]> {
    return this.#clients
  }

  addClient(): void {
    const name = nextClientName(this.#clients.peek())
    if (name !== undefined) this.#clients.value = [...this.#clients.peek(), name]
  }

  removeClient(name: string): void {
    this.#clients.value = this.#clients.peek().filter((each) => each !== name)
  }

  reset(): void {
    const { project, notices, props, strings } = this
    backToStarter({ project, notices, starter: props.files, strings: strings.drafts })
  }

  close(): void {
    for (const end of this.#endings) end()
  }
}
