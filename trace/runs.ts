/** The program at a moment of the trace: the latest run, its files, where it listens, how it ended. */
import type { EndReason, IsolationLevel, TraceEvent } from '../protocol/trace.ts'

const usPerMs = 1000

export interface RunSnapshot {
  /** Counts the runs of the session, from 1. */
  readonly run: number
  readonly entry: string
  readonly files: Readonly<Record<string, string>>
  readonly isolation: IsolationLevel
  readonly versions: Readonly<Record<string, string>>
  /** `starting` until a port listens for the first time. */
  readonly state: 'starting' | 'running' | 'ended'
  readonly startedUs: number
  /** Ports that listen, in order of listening. */
  readonly ports: readonly number[]
  /** Microseconds from the start until the first port listened. */
  readonly readyAfterUs?: number
  /** Since when its event loop has not turned, while it does not. */
  readonly blockedSinceUs?: number
  readonly end?: {
    readonly atUs: number
    readonly reason: EndReason
    readonly exitCode?: number
    readonly signal?: string
  }
}

export class RunsFold {
  #run: RunSnapshot | undefined

  /** The latest run; `undefined` before the first. */
  get snapshot(): RunSnapshot | undefined {
    return this.#run
  }

  push(event: TraceEvent): void {
    if (event.kind !== 'run') return
    if (event.phase === 'start') {
      const { run, entry, files, isolation, versions, at } = event
      this.#run = { run, entry, files, isolation, versions, state: 'starting', startedUs: at, ports: [] }
      return
    }
    const current = this.#run
    // An earlier run's last words, or those of a run whose start is not in the trace.
    if (current === undefined || current.run !== event.run) return
    switch (event.phase) {
      case 'listen':
        this.#run = {
          ...current,
          state: 'running',
          ports: [...current.ports.filter((port) => port !== event.port), event.port],
          readyAfterUs: current.readyAfterUs ?? event.afterUs,
        }
        return
      case 'unlisten':
        this.#run = { ...current, ports: current.ports.filter((port) => port !== event.port) }
        return
      case 'blocked':
        this.#run = { ...current, blockedSinceUs: event.at - event.forMs * usPerMs }
        return
      case 'unblocked':
        this.#run = turning(current)
        return
      case 'end': {
        const { reason, exitCode, signal, at } = event
        const end = {
          atUs: at,
          reason,
          ...(exitCode === undefined ? {} : { exitCode }),
          ...(signal === undefined ? {} : { signal }),
        }
        this.#run = { ...turning(current), state: 'ended', ports: [], end }
        return
      }
      default:
        event satisfies never
    }
  }
}

function turning({ blockedSinceUs: _, ...run }: RunSnapshot): RunSnapshot {
  return run
}
