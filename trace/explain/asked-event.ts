/** Questions (events that ask for an acknowledgement) as diagnoses speak of them. */
import type { Direction } from '../../protocol/trace.ts'

export interface AskedEvent {
  readonly seq: number
  /** Microseconds since the session began. */
  readonly at: number
  readonly client: string
  /** `down`: the server asked. */
  readonly direction: Direction
  readonly event: string
  readonly run: number
  readonly link: string
}

/** All questions of one kind and one client share a diagnosis. */
export function idOf(what: string, { run, client, direction, event }: AskedEvent): string {
  return `ack ${what} ${run} ${client} ${direction} ${event}`
}

export function askerOf({ direction }: AskedEvent): { readonly asker?: 'server' } {
  return direction === 'down' ? { asker: 'server' } : {}
}
