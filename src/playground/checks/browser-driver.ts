/** Where checks run in the workbench: the learner's own session, with the check's clients in its panes. */
import type { DrivenClient, Driver } from '../../../harness/driver.ts'
import type { ClientAnswer } from '../../../protocol/drive.ts'
import type { TraceEvent } from '../../../protocol/trace.ts'
import type { Network } from '../../../trace/network.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { networkRepairs } from './network-repairs.ts'
import { untilEvent, untilListening } from './run-start.ts'
import type { Stage } from './stage.ts'

/** The answer to a page's request is in the trace by the time that the page has loaded, or soon after. */
const answerMs = 500

export interface BrowserDriverOptions {
  readonly runtime: Runtime
  readonly stage: Stage
  readonly network: () => Network
  /** As they were when Check was pressed. */
  readonly files: Readonly<Record<string, string>>
  readonly entry: string
  /** The lesson's: where clients look for the server. */
  readonly port: number
}

export function createBrowserDriver(options: BrowserDriverOptions): Driver {
  const { runtime, stage, port } = options
  return {
    get trace() {
      return runtime.trace
    },
    async start(signal) {
      stage.begin()
      for (const { client, fault } of networkRepairs(options.network())) await runtime.fault(fault, client)
      signal.throwIfAborted()
      const outcome = await runtime.run({ ...options.files }, options.entry)
      signal.throwIfAborted()
      if (!outcome.ok) return { ok: false, problem: 'unavailable', detail: outcome.code }
      return untilListening(runtime, outcome.run, port, signal)
    },
    async open(name, kind, signal): Promise<DrivenClient> {
      const after = runtime.trace.events.at(-1)?.seq ?? 0
      const client = stage.enter(name, kind, port)
      const handle = await client.loaded(signal)
      const refused = kind === 'page' ? await refusedPage(runtime, name, after, signal) : undefined
      return {
        name,
        perform: async (action, signal) => {
          if (handle === undefined) return noPage
          if (refused !== undefined) return noPage
          return handle.drive(action, signal)
        },
        close: () => stage.leave(name, client),
      }
    },
    async fault(client, fault) {
      await runtime.fault(fault, client)
    },
    tell: (step) => runtime.tellCheck(step),
    async close() {
      stage.end()
    },
  }
}

/** What the server answered instead, the trace tells. */
const noPage: ClientAnswer = { ok: false, problem: 'no-page', detail: '' }

/** The status of the answer when the server gave the client no page. The frame itself keeps that from the site. */
async function refusedPage(
  { trace }: Runtime,
  client: string,
  after: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const answerTo = (event: TraceEvent) =>
    event.kind === 'http' && event.client === client && event.path === '/' ? event.status : undefined
  const status = await untilEvent(trace, after, answerTo, answerMs, signal)
  return status === undefined || status < 400 ? undefined : status
}
