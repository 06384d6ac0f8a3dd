/**
 * What the instrumentation of a Socket.IO server reports from the inside (`instrument/`). The learner's code shares the
 * process, so every report is *claimed*: parsed at the boundary, marked in the trace, and never trusted over a frame.
 *
 * A *message packet* is an Engine.IO packet of type `message`, text or binary. They are counted per Engine.IO session
 * and direction, from 1, over polling and WebSocket alike, in the order in which they stand on the wire: so the
 * same number is what a reader of the gateway's frames arrives at.
 * https://socket.io/docs/v4/engine-io-protocol/
 */
import * as z from 'zod'
import { listedRoomsMax, listedSocketsMax, nameMax, previewMax, reasonMax } from './instrument-constants.ts'

const name = z.string().max(nameMax)
const count = z.int().min(0)

/** A room is a text, but nothing stops a program from naming one by `undefined`, a number or an object. */
export const roomNameSchema = z.union([name, z.object({ notText: name })])

/** The received packet from which something came: the n-th message packet upwards of an Engine.IO session. */
export const causeSchema = z.object({
  engine: name,
  n: z.int().min(1),
  /**
   * `handler`: while a handler of that packet ran. `scheduled`: later, from a timer, a promise or a callback that was
   * started there.
   */
  how: z.enum(['handler', 'scheduled']),
})

/** Nanoseconds on the clock that host and sandbox share, as a decimal string. */
const clock = z.string().regex(/^\d{1,19}$/)

/** Which Socket.IO server of the process, from 1. */
const server = z.int().min(1)

const location = {
  file: z.string().max(400).optional(),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
}

export const emitCallSchema = z.enum([
  'socket.emit', // to the one socket
  'io.emit', // from the server or a namespace, to rooms or to all
  'broadcast', // from a socket, which is left out
  'ack-reply', // the answer to a received packet
  'emitWithAck', // the promise form, of any of the first three
])

/** What each report says beside its clock. The trace's events say the same (`trace.ts`). */
export const reportFields = {
  connect: {
    server,
    kind: z.literal('socket'),
    phase: z.literal('connect'),
    namespace: name,
    socket: name,
    engine: name,
    /** The handshake's auth as text. */
    auth: z.string().max(previewMax),
    /** The state of an earlier connection was restored: id, rooms and data are the old ones. */
    recovered: z.boolean(),
    cause: causeSchema.optional(),
  },
  /** Refused by a middleware, or the namespace does not exist. */
  connectError: {
    server,
    kind: z.literal('socket'),
    phase: z.literal('connect_error'),
    namespace: name,
    engine: name.optional(),
    message: z.string().max(reasonMax),
  },
  disconnect: {
    server,
    kind: z.literal('socket'),
    phase: z.literal('disconnect'),
    namespace: name,
    socket: name,
    engine: name,
    reason: z.string().max(reasonMax),
  },
  /** Engine.IO refused the connection before there was a socket: unknown transport or session, bad request. */
  refused: {
    server,
    kind: z.literal('socket'),
    phase: z.literal('refused'),
    code: z.int(),
    message: z.string().max(reasonMax),
  },

  /** Joins of a recovered socket come before its `connect`, leaves of a closed one after its `disconnect`. */
  room: {
    server,
    kind: z.literal('room'),
    phase: z.enum(['join', 'leave']),
    namespace: name,
    room: roomNameSchema,
    socket: name,
  },

  emit: {
    server,
    kind: z.literal('emit'),
    /** Counts the emits of the process, from 1; gaps are emits that were dropped. */
    id: z.int().min(1),
    /** Which call it was. */
    call: emitCallSchema,
    namespace: name,
    /** Absent for an answer. */
    event: name.optional(),
    /** On which socket it was called: the receiver of `socket.emit`, the one that a broadcast leaves out. */
    socket: name.optional(),
    /** The packet's acknowledgement id, where it asks for an answer or is one. */
    ack: count.optional(),
    rooms: z.array(roomNameSchema).max(listedRoomsMax),
    except: z.array(roomNameSchema).max(listedRoomsMax),
    roomCount: count,
    exceptCount: count,
    flags: z.object({
      volatile: z.literal(true).optional(),
      local: z.literal(true).optional(),
      /** Set when the call switched compression off. */
      compress: z.literal(false).optional(),
      /** Milliseconds. */
      timeout: z.number().optional(),
    }),
    /** Connected sockets that it was for, at that moment. */
    matched: count,
    sockets: z.array(name).max(listedSocketsMax),
    cause: causeSchema.optional(),
    /** The call threw: a value that cannot be encoded, a reserved event name. */
    error: z.string().max(reasonMax).optional(),
    ...location,
  },

  /** Handed to the transport: the n-th message packet downwards of an Engine.IO session carries this emit. */
  delivery: {
    server,
    kind: z.literal('delivery'),
    emit: z.int().min(1),
    socket: name,
    engine: name,
    n: z.int().min(1),
    /** Message packets from `n` on: an event with binary attachments takes several, and may be reported in parts. */
    packets: z.int().min(1),
  },

  /** An event arrived and passed the socket's middleware. */
  arrived: {
    server,
    kind: z.literal('listener'),
    phase: z.literal('arrived'),
    socket: name,
    event: name,
    handlers: count,
    /** Handlers of every event (`onAny`). */
    any: count,
    cause: causeSchema.optional(),
  },
  /** An answer arrived; nobody waited for it (any more) when `handlers` is 0. */
  answered: {
    server,
    kind: z.literal('listener'),
    phase: z.literal('answered'),
    socket: name,
    ack: count,
    handlers: count,
    cause: causeSchema.optional(),
  },
  /** A handler was added after the handlers of `connection` had returned. */
  addedLate: {
    server,
    kind: z.literal('listener'),
    phase: z.literal('added-late'),
    socket: name,
    event: name,
    /** How many there are now. */
    handlers: count,
    cause: causeSchema.optional(),
    ...location,
  },

  state: {
    server,
    kind: z.literal('state'),
    socket: name,
    /** `data`: `socket.data`. `own`: what the program put straight on the socket. */
    what: z.enum(['data', 'own']),
    /** The whole value as text, as it is now. */
    text: z.string().max(previewMax),
  },
}

/** The queue was full or the rate too high, and this many reports were given up since the last of these. */
const droppedReport = z.object({ kind: z.literal('dropped'), clock, count: z.int().min(1) })

export const instrumentReportSchema = z.discriminatedUnion('kind', [
  z.discriminatedUnion('phase', [
    z.object({ clock, ...reportFields.connect }),
    z.object({ clock, ...reportFields.connectError }),
    z.object({ clock, ...reportFields.disconnect }),
    z.object({ clock, ...reportFields.refused }),
  ]),
  z.object({ clock, ...reportFields.room }),
  z.object({ clock, ...reportFields.emit }),
  z.object({ clock, ...reportFields.delivery }),
  z.discriminatedUnion('phase', [
    z.object({ clock, ...reportFields.arrived }),
    z.object({ clock, ...reportFields.answered }),
    z.object({ clock, ...reportFields.addedLate }),
  ]),
  z.object({ clock, ...reportFields.state }),
  droppedReport,
])

export type RoomName = z.infer<typeof roomNameSchema>
export type Cause = z.infer<typeof causeSchema>
export type EmitCall = z.infer<typeof emitCallSchema>
export type InstrumentReport = z.infer<typeof instrumentReportSchema>
export type EmitReport = Extract<InstrumentReport, { kind: 'emit' }>
export type DeliveryReport = Extract<InstrumentReport, { kind: 'delivery' }>
