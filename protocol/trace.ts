/**
 * The trace: one append-only log of what happened in a session. Every view, export and check is a fold over a prefix
 * of it. This file defines every event that can stand in it, and its version.
 *
 * On disk and in exports a trace is JSON Lines: the first line is a {@link TraceHeader}, each further line one
 * {@link TraceEvent}.
 */
import * as z from 'zod'
import { checkStepFields } from './check-step.ts'
import { faultSchema } from './fault.ts'
import { reportFields } from './instrument.ts'
import { paneHandlerFields } from './pane-handlers.ts'
import { serverParticipant } from './trace-constants.ts'

export { serverParticipant, traceVersion } from './trace-constants.ts'

/** A client's name as it stands in host names: lower-case letters and digits, a letter first. */
export const clientNameSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9]{0,15}$/,
    'a client name is 1 to 16 lower-case letters or digits and starts with a letter',
  )
  .refine((name) => name !== serverParticipant, 'the name "server" is taken by the server')

const portSchema = z.int().min(1).max(65_535)

/** Who saw the event happen. */
export const originSchema = z.enum(['gateway', 'server', 'pane', 'checks', 'user'])

const common = {
  /** The event's place in the log, from 1, without gaps. */
  seq: z.int().min(1),
  /** Microseconds since the session began, on the host's monotonic clock. */
  at: z.int().min(0),
  origin: originSchema,
  /** Set on what a process of the learner says about itself: it can be forged. Absent on what the host saw. */
  claimed: z.literal(true).optional(),
  /** Microseconds by which `at` may be off, where the clock was not the host's (a pane). */
  uncertainty: z.int().min(0).optional(),
}

/** Why a run ended. Each has a sentence of its own in the page. */
export const endReasonSchema = z.enum([
  'stopped', // the user pressed Stop
  'restarted', // a newer run took its place
  'closed', // the session was closed: tab gone, command line ended
  'exited', // the program ended by itself, without an error
  'failed', // an error that nobody caught
  'wall-clock',
  'idle',
  'memory',
  'processes',
  'sockets',
  'disk',
  'inodes',
  'output',
  'unresponsive', // the event loop did not turn for too long
  'killed', // a signal that we did not send
  'sandbox-lost', // the sandbox itself failed: our fault
])

const location = {
  /** A path relative to the learner's folder, never one of the host. */
  file: z.string().optional(),
  /** From 1. */
  line: z.int().min(1).optional(),
  /** From 1. */
  column: z.int().min(1).optional(),
}

export const isolationLevelSchema = z.enum(['bubblewrap', 'permission'])

const runEvent = z.discriminatedUnion('phase', [
  z.object({
    ...common,
    kind: z.literal('run'),
    phase: z.literal('start'),
    /** Counts the runs of the session, from 1. */
    run: z.int().min(1),
    entry: z.string(),
    /** The files' contents, so that a jump to a line still works after edits or in an imported trace. */
    files: z.record(z.string(), z.string()),
    isolation: isolationLevelSchema,
    /** Versions of what runs: `node`, `socket.io`, … */
    versions: z.record(z.string(), z.string()),
  }),
  z.object({
    ...common,
    kind: z.literal('run'),
    phase: z.literal('listen'),
    run: z.int().min(1),
    port: portSchema,
    /** Microseconds from the start of the run until this port accepted connections. */
    afterUs: z.int().min(0),
  }),
  z.object({
    ...common,
    kind: z.literal('run'),
    phase: z.literal('unlisten'),
    run: z.int().min(1),
    port: portSchema,
  }),
  z.object({
    ...common,
    kind: z.literal('run'),
    phase: z.literal('blocked'),
    run: z.int().min(1),
    /** Milliseconds for which the event loop had not turned by then, at least: for so long it was asked and did not answer. */
    forMs: z.int().min(0),
  }),
  z.object({
    ...common,
    kind: z.literal('run'),
    phase: z.literal('unblocked'),
    run: z.int().min(1),
    /** Milliseconds for which it had not turned, in all and at least. */
    forMs: z.int().min(0),
  }),
  z.object({
    ...common,
    kind: z.literal('run'),
    phase: z.literal('end'),
    run: z.int().min(1),
    reason: endReasonSchema,
    exitCode: z.int().optional(),
    signal: z.string().optional(),
  }),
])

const httpEvent = z.object({
  ...common,
  kind: z.literal('http'),
  client: clientNameSchema,
  port: portSchema,
  method: z.string(),
  /** The path with its query, as the client sent it. */
  path: z.string(),
  status: z.int(),
  /** Bytes of the bodies, without headers. */
  requestBytes: z.int().min(0),
  responseBytes: z.int().min(0),
  durationUs: z.int().min(0),
  /** Set when the request asked for a WebSocket. */
  websocket: z.literal(true).optional(),
  /** Set when the browser keeps the answer from the page that asked: it is of another origin, which the answer does not allow. */
  cors: z.literal('refused').optional(),
  /** Set when the gateway, not the learner's server, made the answer. */
  failure: z
    .enum(['nothing-listens', 'no-session', 'bad-response', 'cut', 'too-large', 'timeout', 'refused'])
    .optional(),
})

export const transportSchema = z.enum(['polling', 'websocket'])

/**
 * An Engine.IO connection (or a plain WebSocket one, which has no `sid`).
 * Engine.IO protocol, "Handshake" and "Upgrade": https://socket.io/docs/v4/engine-io-protocol/
 */
const linkEvent = z.discriminatedUnion('phase', [
  z.object({
    ...common,
    kind: z.literal('link'),
    phase: z.literal('open'),
    /** The gateway's own name of this connection, unique in the session. */
    link: z.string(),
    client: clientNameSchema,
    port: portSchema,
    path: z.string(),
    transport: transportSchema,
    sid: z.string().optional(),
  }),
  z.object({
    ...common,
    kind: z.literal('link'),
    phase: z.literal('upgrade'),
    link: z.string(),
    client: clientNameSchema,
    transport: transportSchema,
  }),
  z.object({
    ...common,
    kind: z.literal('link'),
    phase: z.literal('close'),
    link: z.string(),
    client: clientNameSchema,
    /** The WebSocket close code, where there was one. */
    code: z.int().optional(),
    reason: z.enum(['client', 'server', 'cut', 'run-ended', 'replaced']),
  }),
])

/** `up`: from the client to the server. `down`: from the server to the client. */
export const directionSchema = z.enum(['up', 'down'])

/** One WebSocket message, or one packet of a polling body, as it passed the gateway. */
const frameEvent = z.object({
  ...common,
  kind: z.literal('frame'),
  link: z.string(),
  client: clientNameSchema,
  direction: directionSchema,
  transport: transportSchema,
  form: z.enum(['text', 'binary']),
  /** True size in bytes, also where `data` was cut. */
  size: z.int().min(0),
  /** The text itself, or base64 of the bytes when `form` is `binary`. */
  data: z.string(),
  /** `data` holds only the first bytes of the frame. */
  truncated: z.literal(true).optional(),
  /**
   * Counts the message packets of this link in this direction, from 1 (`instrument.ts`); absent for every other packet.
   * Counted where the bytes pass, so that it holds where events were dropped.
   */
  n: z.int().min(1).optional(),
})

/**
 * What the server says from the inside: see `instrument.ts` for each. Always claimed. Absent values are unknown, not empty.
 */
const socketEvent = z.discriminatedUnion('phase', [
  z.object({ ...common, ...reportFields.connect }),
  z.object({ ...common, ...reportFields.connectError }),
  z.object({ ...common, ...reportFields.disconnect }),
  z.object({ ...common, ...reportFields.refused }),
])
const roomEvent = z.object({ ...common, ...reportFields.room })
const emitEvent = z.object({ ...common, ...reportFields.emit })
const deliveryEvent = z.object({ ...common, ...reportFields.delivery })
/** Of the server's sockets, as its inside says. */
const serverListenerEvent = z.discriminatedUnion('phase', [
  z.object({ ...common, ...reportFields.arrived, origin: z.literal('server') }),
  z.object({ ...common, ...reportFields.answered, origin: z.literal('server') }),
  z.object({ ...common, ...reportFields.addedLate, origin: z.literal('server') }),
])
const ofPane = {
  ...common,
  kind: z.literal('listener'),
  origin: z.literal('pane'),
  /** Whose page it was: the host's own word, unlike the rest. */
  client: clientNameSchema,
}
/** Of a client's sockets, as its page says: see `pane-handlers.ts`. Always claimed. */
const paneListenerEvent = z.discriminatedUnion('phase', [
  z.object({ ...ofPane, ...paneHandlerFields.arrived }),
  z.object({ ...ofPane, ...paneHandlerFields.answered }),
  z.object({ ...ofPane, ...paneHandlerFields.addedLate }),
])
const listenerEvent = z.discriminatedUnion('origin', [serverListenerEvent, paneListenerEvent])
const stateEvent = z.object({ ...common, ...reportFields.state })

export const consoleLevelSchema = z.enum(['debug', 'log', 'info', 'warn', 'error'])

const participantSchema = z.string().min(1).max(16)

const consoleEvent = z.object({
  ...common,
  kind: z.literal('console'),
  participant: participantSchema,
  level: consoleLevelSchema,
  /** One string per argument, already formatted as text. Shown as text, never as markup. */
  parts: z.array(z.string()),
  /** What the user typed into this participant's console, or what it gave. */
  typed: z.enum(['input', 'result']).optional(),
  ...location,
})

/** Where an error came to light. */
export const errorStageSchema = z.enum([
  'syntax',
  'module',
  'load',
  'uncaught',
  'rejection',
  'listen',
  'page',
])

const errorEvent = z.object({
  ...common,
  kind: z.literal('error'),
  participant: participantSchema,
  stage: errorStageSchema,
  name: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  /** Node's error code (`EADDRINUSE`, `ERR_MODULE_NOT_FOUND`), where there is one. */
  code: z.string().optional(),
  ...location,
})

/** A bounded buffer gave something up. Nothing is dropped without one of these. */
const dropEvent = z.object({
  ...common,
  kind: z.literal('drop'),
  what: z.enum(['events', 'output-bytes', 'reports', 'pane-reports']),
  count: z.int().min(1),
})

/** What the user did to the network, made by the gateway on the real connections (`fault.ts`). */
const faultEvent = z.object({
  ...common,
  kind: z.literal('fault'),
  /** Absent: for all clients. */
  client: clientNameSchema.optional(),
  fault: faultSchema,
})

/** A step of the lesson's checks, told by what runs them (`check-step.ts`). */
const checkEvent = z.discriminatedUnion('phase', [
  z.object({ ...common, kind: z.literal('check'), ...checkStepFields.started }),
  z.object({ ...common, kind: z.literal('check'), ...checkStepFields.passed }),
  z.object({ ...common, kind: z.literal('check'), ...checkStepFields.failed }),
])

export const traceEventSchema = z.discriminatedUnion('kind', [
  runEvent,
  httpEvent,
  linkEvent,
  frameEvent,
  consoleEvent,
  errorEvent,
  dropEvent,
  socketEvent,
  roomEvent,
  emitEvent,
  deliveryEvent,
  listenerEvent,
  stateEvent,
  faultEvent,
  checkEvent,
])

export const traceHeaderSchema = z.object({
  format: z.literal('wirelab-trace'),
  version: z.int().min(1),
  /** When the session began, as ISO 8601 in UTC. */
  startedAt: z.iso.datetime(),
})

export type TraceHeader = z.infer<typeof traceHeaderSchema>
export type TraceEvent = z.infer<typeof traceEventSchema>
export type TraceEventOf<Kind extends TraceEvent['kind']> = Extract<TraceEvent, { kind: Kind }>
/** What the server's inside says of its handlers, and what a client's page says of its own. */
export type ServerListenerEvent = Extract<TraceEvent, { kind: 'listener'; origin: 'server' }>
export type PaneListenerEvent = Extract<TraceEvent, { kind: 'listener'; origin: 'pane' }>
export type Origin = z.infer<typeof originSchema>
export type EndReason = z.infer<typeof endReasonSchema>
export type Transport = z.infer<typeof transportSchema>
export type Direction = z.infer<typeof directionSchema>
export type ConsoleLevel = z.infer<typeof consoleLevelSchema>
export type ErrorStage = z.infer<typeof errorStageSchema>
export type IsolationLevel = z.infer<typeof isolationLevelSchema>

/** Distributes over the union, so that each member keeps its own fields. */
type DistributiveOmit<T, Keys extends PropertyKey> = T extends unknown ? Omit<T, Keys> : never

/** An event on its way into the log: the log gives `seq`, and `at` when it is absent. */
export type TraceEventDraft = DistributiveOmit<TraceEvent, 'seq' | 'at'> & { at?: number }
