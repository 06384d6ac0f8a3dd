/**
 * The control channel between the page and the server: a Socket.IO connection to the site's own origin, WebSocket only
 * (browsers always send `Origin` with it, and the server refuses any other). One connection holds at most one session.
 *
 * From the page, each with an acknowledgement: `open`, `run`, `write`, `stop`, `fault`, `report`,
 * `check`, `close`.
 * From the server: `trace` (a batch of events), `status`.
 */
import * as z from 'zod'
import { checkStepSchema } from './check-step.ts'
import { faultSchema } from './fault.ts'
import { paneHandlerFields } from './pane-handlers.ts'
import { filePathSchema, filesSchema } from './sandbox.ts'
import {
  clientNameSchema,
  consoleLevelSchema,
  endReasonSchema,
  errorStageSchema,
  type IsolationLevel,
  type TraceEvent,
} from './trace.ts'

export { controlPath } from './control-constants.ts'

/** 128 random bits in lower-case base 32 (RFC 4648 alphabet, no padding): fits a DNS label beside name and port. */
export const publicIdSchema = z.string().regex(/^[a-z2-7]{26}$/)

/** 256 random bits, base64url. */
export const secretSchema = z.string().regex(/^[\w-]{43}$/)

export const openRequestSchema = z.object({
  /** Present when a connection was lost: the session to take up again, and the last event that arrived. */
  resume: z.object({ session: publicIdSchema, secret: secretSchema, after: z.int().min(0) }).optional(),
})

export const runRequestSchema = z.object({ files: filesSchema, entry: filePathSchema })
export const writeRequestSchema = z.object({ files: filesSchema })
/** What to do to the network of one client, or, without one, to that of all. */
export const faultRequestSchema = z.object({ client: clientNameSchema.optional(), fault: faultSchema })
/** The page runs the lesson's checks, and tells how far they are. */
export const checkRequestSchema = z.object({ step: checkStepSchema })
export const emptyRequestSchema = z.object({})

const location = {
  file: z.string().max(400).optional(),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
}

const ofListener = {
  type: z.literal('listener'),
  /** Milliseconds before the message was posted. */
  ageMs: z.number().min(0).max(60_000),
}

/** What a client's page says of itself, through the script that the gateway put into it. Claimed, like all of it. */
export const paneReportSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('console'),
    level: consoleLevelSchema,
    parts: z.array(z.string().max(20_000)).max(50),
    /** What the user typed into the pane's console, or what it gave. */
    typed: z.enum(['input', 'result']).optional(),
    /** Milliseconds before the message was posted. */
    ageMs: z.number().min(0).max(60_000),
    ...location,
  }),
  z.object({
    type: z.literal('error'),
    stage: errorStageSchema,
    name: z.string().max(200),
    message: z.string().max(10_000),
    stack: z.string().max(20_000).optional(),
    ageMs: z.number().min(0).max(60_000),
    ...location,
  }),
  /** Of the handlers of the page's Socket.IO sockets. */
  z.discriminatedUnion('phase', [
    z.object({ ...ofListener, ...paneHandlerFields.arrived }),
    z.object({ ...ofListener, ...paneHandlerFields.answered }),
    z.object({ ...ofListener, ...paneHandlerFields.addedLate }),
  ]),
  /** A bounded buffer in the page gave up this many reports. */
  z.object({ type: z.literal('dropped'), count: z.int().min(1) }),
])

export const reportRequestSchema = z.object({
  client: clientNameSchema,
  reports: z.array(paneReportSchema).min(1).max(200),
})

export const sessionStatusSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  z.object({ state: z.literal('starting'), run: z.int() }),
  z.object({ state: z.literal('running'), run: z.int(), ports: z.array(z.int()) }),
  z.object({
    state: z.literal('ended'),
    run: z.int(),
    reason: endReasonSchema,
    exitCode: z.int().optional(),
    signal: z.string().optional(),
  }),
])

/** Codes a page words in the reader's language; `message` is the English sentence for logs and the command line. */
export const controlErrorSchema = z.object({
  code: z.enum([
    'invalid-request', // the message did not fit its schema
    'no-session', // open a session first, or the session has ended
    'wrong-secret', // the same answer for a session that does not exist
    'server-full',
    'too-many-files',
    'files-too-large',
    'entry-missing',
    'never-ran', // nothing to restart
    'too-fast',
    'internal',
  ]),
  message: z.string(),
})

export type OpenRequest = z.infer<typeof openRequestSchema>
export type RunRequest = z.infer<typeof runRequestSchema>
export type WriteRequest = z.infer<typeof writeRequestSchema>
/** `at`: when, in microseconds since the session began. What pages ask for later they get with the files as they are now. */
export interface WriteReply {
  readonly at: number
}
export type PaneReport = z.infer<typeof paneReportSchema>
export type FaultRequest = z.infer<typeof faultRequestSchema>
export type CheckRequest = z.infer<typeof checkRequestSchema>
export type ReportRequest = z.infer<typeof reportRequestSchema>
export type SessionStatus = z.infer<typeof sessionStatusSchema>
export type ControlError = z.infer<typeof controlErrorSchema>
export type ControlErrorCode = ControlError['code']

export interface OpenReply {
  session: string
  /** Allows control of the session; kept in the page's memory only. */
  secret: string
  /** The session was taken up again; events after `resume.after` follow. */
  resumed: boolean
  status: SessionStatus
  isolation: IsolationLevel
  /** When the session began, as ISO 8601. */
  startedAt: string
  /** What a learner's server may import, with versions. */
  modules: Record<string, string>
  /**
   * How to address a client: replace `{client}` and `{port}`,
   * as in `http://{client}-{port}--abc….localhost:4680`. No trailing slash.
   */
  paneOrigin: string
}

export type Reply<T> = { ok: true; value: T } | { ok: false; error: ControlError }
type Ack<T> = (reply: Reply<T>) => void

/** Socket.IO event maps, shared by both ends. */
export interface ControlClientToServer {
  open: (request: OpenRequest, ack: Ack<OpenReply>) => void
  run: (request: RunRequest, ack: Ack<{ run: number }>) => void
  /** Writes files into the running program's folder without a restart (pages, styles). */
  write: (request: WriteRequest, ack: Ack<WriteReply>) => void
  stop: (request: Record<string, never>, ack: Ack<Record<string, never>>) => void
  /** A `restart` runs the same files anew. */
  fault: (request: FaultRequest, ack: Ack<Record<string, never>>) => void
  report: (request: ReportRequest, ack: Ack<Record<string, never>>) => void
  check: (request: CheckRequest, ack: Ack<Record<string, never>>) => void
  close: (request: Record<string, never>, ack: Ack<Record<string, never>>) => void
}

export interface ControlServerToClient {
  /** One batch; the next one is sent when the page has acknowledged this one. */
  trace: (events: TraceEvent[], received: () => void) => void
  status: (status: SessionStatus) => void
}
