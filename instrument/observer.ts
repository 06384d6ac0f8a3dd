/** One observed Socket.IO server, and the way from any of its parts back to its observer. */
import type { Cause, InstrumentReport } from '../protocol/instrument.ts'
import type { Environment, Inbound, ReportSink } from './environment.ts'
import { ReportQueue, type Weight } from './report-queue.ts'
import type { SocketIoServer } from './socket-io-shape.ts'

/** What several servers of one process share. */
export class Reporter {
  readonly environment: Environment
  readonly queue: ReportQueue
  #servers = 0
  #emits = 0

  constructor(sink: ReportSink, environment: Environment) {
    this.environment = environment
    this.queue = new ReportQueue(environment, sink)
  }

  nextServer(): number {
    return ++this.#servers
  }

  nextEmit(): number {
    return ++this.#emits
  }
}

export interface Observer {
  /** Which server of the process, from 1. */
  readonly server: number
  readonly reporter: Reporter
}

const observers = new WeakMap<SocketIoServer, Observer>()

export function observerOf(server: SocketIoServer): Observer | undefined {
  return observers.get(server)
}

/** Makes this server's observer, unless it has one. */
export function addObserver(server: SocketIoServer, reporter: Reporter): void {
  if (!observers.has(server)) observers.set(server, { server: reporter.nextServer(), reporter })
}

/** Omits from each member of the union what {@link offer} adds. */
type Draft<Report> = Report extends { server: number } ? Omit<Report, 'server' | 'clock'> : never

/**
 * Reports, unless the bound is reached or making the report fails. What it gives back may be completed until the call of
 * the program that is observed returns.
 */
export function offer(
  observer: Observer,
  weight: Weight,
  make: () => Draft<InstrumentReport>,
): InstrumentReport | undefined {
  const { environment, queue } = observer.reporter
  try {
    if (!queue.admits(weight)) return undefined
    // Only `server` and `clock` were missing; TypeScript does not follow that through the union.
    const report = { ...make(), server: observer.server, clock: environment.now() } as InstrumentReport
    queue.add(report)
    return report
  } catch (error) {
    environment.fault(error)
    return undefined
  }
}

/** Runs code of ours; whatever it throws stays here. */
export function guarded<Result>(observer: Observer, task: () => Result): Result | undefined {
  try {
    return task()
  } catch (error) {
    observer.reporter.environment.fault(error)
    return undefined
  }
}

/** The packet whose handler runs right now. */
let handling: Inbound | undefined

/** Runs the program's code that answers a received packet. */
export function whileHandling<Result>(inbound: Inbound | undefined, task: () => Result): Result {
  const outer = handling
  handling = inbound
  try {
    return task()
  } finally {
    handling = outer
  }
}

export function handledNow(): Inbound | undefined {
  return handling
}

/** From which received packet comes what happens now. */
export function causeNow(observer: Observer): { cause?: Cause } {
  if (handling) return { cause: { engine: handling.engine, n: handling.n, how: 'handler' } }
  const started = observer.reporter.environment.asyncContext?.current()
  return started ? { cause: { engine: started.engine, n: started.n, how: 'scheduled' } } : {}
}

/** Runs `task` so that what it starts later is known to come from this packet. */
export function started<Result>(observer: Observer, inbound: Inbound, task: () => Result): Result {
  const { asyncContext } = observer.reporter.environment
  return asyncContext ? asyncContext.run(inbound, task) : task()
}
