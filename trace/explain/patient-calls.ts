/**
 * Calls of the server that wait a limited time for an answer, and the message packets that carry them. Their time began
 * with the call, a little before the packet passed the gateway. Reports of them may come before the packet or after it.
 */
import type { TraceEventOf } from '../../protocol/trace.ts'
import { RecentMap } from './recent-map.ts'

const rememberedMax = 4096

export interface TimeLimit {
  readonly timeoutMs: number
  /** When the call was made, microseconds of the session. */
  readonly fromUs: number
}

export const packetKey = (engine: string, n: number) => `${n} ${engine}`

export class PatientCalls {
  /** By run and number of the emit. */
  readonly #calls = new RecentMap<TimeLimit>(rememberedMax)
  /** By the packet. */
  readonly #limits = new RecentMap<TimeLimit>(rememberedMax)

  emitted({ id, ack, flags, at }: TraceEventOf<'emit'>, run: number): void {
    if (ack === undefined || flags.timeout === undefined) return
    this.#calls.set(`${run} ${id}`, { timeoutMs: flags.timeout, fromUs: at })
  }

  /** The packet that carries the call, if it is one of those. */
  delivered({ emit, engine, n }: TraceEventOf<'delivery'>, run: number): void {
    const limit = this.#calls.get(`${run} ${emit}`)
    if (limit !== undefined) this.#limits.set(packetKey(engine, n), limit)
  }

  /** How long the server waits for the answer to this packet, as far as it has told. */
  limitOf(packet: string): TimeLimit | undefined {
    return this.#limits.get(packet)
  }
}
