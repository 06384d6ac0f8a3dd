/** What a user can do to a client's network: the page asks for it, the gateway makes it on real sockets, the trace keeps it. */
import * as z from 'zod'
import { latencyMaxMs } from './fault-constants.ts'

export const faultSchema = z.discriminatedUnion('type', [
  /** The cable is out: open connections fall silent without a word, new ones fail, until it is plugged in again. */
  z.object({ type: z.literal('unplug'), on: z.boolean() }),
  /** Every byte arrives so much later, in each direction; 0 takes it away. Milliseconds. */
  z.object({ type: z.literal('latency'), ms: z.int().min(0).max(latencyMaxMs) }),
  /** What comes down is held back while the connection stays open, then arrives in a burst. */
  z.object({ type: z.literal('stall'), on: z.boolean() }),
  /** WebSocket upgrades are refused, as by a proxy that does not know them; open WebSockets are cut. */
  z.object({ type: z.literal('polling-only'), on: z.boolean() }),
  /** Open connections are cut, once; the client may connect again at once. */
  z.object({ type: z.literal('drop') }),
  /** The server was started anew with the same files. */
  z.object({ type: z.literal('restart') }),
])

/** What the gateway does to one client's network; a restart is none of its business. */
export type NetworkFault = Exclude<Fault, { type: 'restart' }>
export type Fault = z.infer<typeof faultSchema>
