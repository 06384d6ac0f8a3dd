/** Where checks run outside of a workbench: a session of its own, doors for bare clients, a headless browser for pages. */
import { isBlocked } from '../../harness/blocked-program.ts'
import type { DrivenClient, Driver, StartOutcome } from '../../harness/driver.ts'
import type { PaneReport } from '../../protocol/control.ts'
import type { Files } from '../../protocol/sandbox.ts'
import { serverParticipant, type TraceEventOf } from '../../protocol/trace.ts'
import type { Door } from '../gateway/door.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { SandboxStartError } from '../sandbox/isolation.ts'
import type { Session } from '../session/session.ts'
import { openPlainSocket } from './plain-socket.ts'

/** A program that does not listen by then never will, in a process that was warm. */
const warmListenMs = 5_000
/** Characters of what a page says of itself. */
const messageMax = 10_000

export interface NodeDriverOptions {
  readonly session: Session
  readonly gateway: Pick<Gateway, 'openDoor'>
  readonly files: Files
  readonly entry: string
  /** The lesson's: where clients look for the server. */
  readonly port: number
  /** For how long a program may take until it listens, where its process was not warm. */
  readonly listenMs?: number
  /** Opens a client's page in a browser. `door` is the client's own way to the server; `uncaught` belongs in the trace. */
  readonly openPage: (
    client: string,
    door: () => Promise<Door>,
    uncaught: (error: Error) => void,
  ) => Promise<DrivenClient>
}

export function createNodeDriver(options: NodeDriverOptions): Driver {
  const { session, gateway, port } = options
  const doors = new Map<string, Promise<Door>>()
  const unplugged = new Set<string>()

  const doorOf = (name: string): Promise<Door> => {
    const known = doors.get(name)
    if (known) return known
    const learnerPort = () => (session.status.state === 'running' ? port : undefined)
    const opened = gateway.openDoor(session, { client: name, port: 0, learnerPort })
    doors.set(name, opened)
    return opened
  }

  return {
    trace: session.log,
    async start(signal) {
      for (const client of unplugged) session.disturb({ type: 'unplug', on: false }, client)
      unplugged.clear()
      let run: number
      try {
        run = await session.run(options.files, options.entry)
      } catch (error) {
        if (error instanceof SandboxStartError)
          return { ok: false, problem: 'unavailable', detail: error.message }
        throw error
      }
      return started(session, run, options, signal)
    },
    async open(name, kind, signal): Promise<DrivenClient> {
      signal.throwIfAborted()
      if (kind === 'page') {
        const uncaught = (error: Error) => session.reportPane(name, pageError(error))
        return options.openPage(name, () => doorOf(name), uncaught)
      }
      return openPlainSocket(name, `http://127.0.0.1:${(await doorOf(name)).port}`)
    },
    async fault(client, fault) {
      if (fault.type === 'unplug' && fault.on) unplugged.add(client)
      session.disturb(fault, client)
    },
    tell: (step) => session.recordCheck(step),
    async close() {
      const open = await Promise.all(doors.values())
      await Promise.all(open.map((door) => door.close()))
    },
  }
}

/** Waits until the run listens on the port, or is over. */
async function started(
  session: Session,
  run: number,
  { port, listenMs = warmListenMs }: NodeDriverOptions,
  signal: AbortSignal,
): Promise<StartOutcome> {
  const settled = Promise.withResolvers<'listening' | 'ended' | 'silent'>()
  const look = () => {
    const { status } = session
    if (status.state === 'running' && status.run === run && status.ports.includes(port))
      settled.resolve('listening')
    if (status.state === 'ended' && status.run === run) settled.resolve('ended')
  }
  const forget = session.onStatus(look)
  const timer = setTimeout(() => settled.resolve('silent'), listenMs)
  const abort = () => settled.reject(signal.reason as Error)
  signal.addEventListener('abort', abort, { once: true })
  look()
  try {
    const how = await settled.promise
    if (how === 'listening') return { ok: true }
    // What the program said at last may still wait for its place.
    session.log.flush()
    const error = lastError(session, run)
    if (how === 'silent') {
      const problem = isBlocked(session.log.events, run) ? 'start-blocked' : 'never-listens'
      return { ok: false, problem, error }
    }
    const reason = session.status.state === 'ended' ? session.status.reason : undefined
    if (reason === 'sandbox-lost')
      return { ok: false, problem: 'unavailable', detail: 'The sandbox was lost.' }
    return { ok: false, problem: error?.stage === 'syntax' ? 'syntax-error' : 'start-failed', error, reason }
  } finally {
    forget()
    clearTimeout(timer)
    signal.removeEventListener('abort', abort)
  }
}

function pageError({ name, message }: Error): PaneReport {
  return { type: 'error', stage: 'uncaught', ageMs: 0, name, message: message.slice(0, messageMax) }
}

function lastError(session: Session, run: number): TraceEventOf<'error'> | undefined {
  const { events } = session.log
  const begun = events.findLastIndex(
    (event) => event.kind === 'run' && event.phase === 'start' && event.run === run,
  )
  return events
    .slice(begun)
    .findLast(
      (event): event is TraceEventOf<'error'> =>
        event.kind === 'error' && event.participant === serverParticipant,
    )
}
