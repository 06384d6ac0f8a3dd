/**
 * What a client's page says of the handlers of its Socket.IO sockets, through the script that the gateway put into it
 * (`server/gateway/page/`). Always *claimed*: the learner's code shares the page. Whose page it was, the host says.
 *
 * Message packets downwards of an Engine.IO session are counted as in `instrument.ts`, from 1, over polling and WebSocket
 * alike: the number is the `n` of the frame that carried the packet, of a packet with attachments that of its first frame.
 */
import * as z from 'zod'
import { nameMax } from './instrument-constants.ts'

const name = z.string().max(nameMax)
const count = z.int().min(0)

/** The received packet: the n-th message packet downwards of an Engine.IO session. */
export const paneCauseSchema = z.object({ engine: name, n: z.int().min(1) })

const socket = {
  /** The namespace that the socket belongs to, and its id. */
  namespace: name,
  socket: name,
}

/** What each report says beside its time. The trace's events say the same (`trace.ts`). */
export const paneHandlerFields = {
  /** An event arrived; its handlers are about to run. */
  arrived: {
    ...socket,
    phase: z.literal('arrived'),
    event: name,
    handlers: count,
    /** Handlers of every event (`onAny`). */
    any: count,
    /** Absent where the packet could not be told. */
    cause: paneCauseSchema.optional(),
  },
  /** An answer arrived; nobody waited for it (any more) when `handlers` is 0. */
  answered: {
    ...socket,
    phase: z.literal('answered'),
    ack: count,
    handlers: count,
    cause: paneCauseSchema.optional(),
  },
  /** A handler was added while the socket was connected: after it had connected, or in its `connect` handler. */
  addedLate: {
    ...socket,
    phase: z.literal('added-late'),
    event: name,
    /** How many there are now. */
    handlers: count,
    /** The packet whose handler, or whose `connect`, added it; absent when that was later. */
    cause: paneCauseSchema.optional(),
    file: z.string().max(400).optional(),
    line: z.int().min(1).optional(),
    column: z.int().min(1).optional(),
  },
}

export type PaneCause = z.infer<typeof paneCauseSchema>
