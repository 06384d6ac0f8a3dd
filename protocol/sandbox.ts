/**
 * What the host and the process inside a sandbox say to each other, over a socket pair in each direction: each message
 * is a UTF-8 JSON text after its length in bytes as a 32-bit little-endian integer. The learner's code shares that process, so every
 * report is parsed and counted as *claimed*.
 */
import * as z from 'zod'
import { instrumentBatchMax } from './instrument-constants.ts'
import { instrumentReportSchema } from './instrument.ts'
import { consoleLevelSchema, errorStageSchema } from './trace.ts'

/** The longest report that the host reads; a longer one ends the channel (bytes). */
export const reportMaxBytes = 1_048_576

/** Relative, forward slashes, no empty, `.` or `..` segment, no NUL, at most 200 characters. */
export const filePathSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
    /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^/\\\u0000-\u001f][^\\\u0000-\u001f]*(?<!\/)$/,
    'a file path is relative, with forward slashes and without . or .. segments',
  )
  .refine((path) => !path.includes('//'), 'a file path has no empty segment')
  .refine((path) => path.split('/')[0] !== 'node_modules', 'node_modules is provided by the sandbox')

/** Path to content, UTF-8 text. Sizes are limited by the session (`server/limits.ts`). */
export const filesSchema = z.record(filePathSchema, z.string())

/** From the host to the process inside. */
export const sandboxCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), files: filesSchema, entry: filePathSchema }),
  z.object({ type: z.literal('write'), files: filesSchema }),
])

/** On the host's monotonic clock, in nanoseconds as a decimal string: `process.hrtime.bigint()`. */
const clockSchema = z.string().regex(/^\d{1,19}$/)

const location = {
  file: z.string().max(400).optional(),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
}

/** From the process inside to the host. */
export const sandboxReportSchema = z.discriminatedUnion('type', [
  /** The warm process waits for files. Sent once, before any learner's code. */
  z.object({ type: z.literal('ready'), versions: z.record(z.string().max(40), z.string().max(40)) }),
  z.object({ type: z.literal('listening'), port: z.int().min(1).max(65_535), clock: clockSchema }),
  z.object({ type: z.literal('closed'), port: z.int().min(1).max(65_535), clock: clockSchema }),
  z.object({
    type: z.literal('console'),
    level: consoleLevelSchema,
    parts: z.array(z.string().max(65_536)).max(50),
    clock: clockSchema,
    ...location,
  }),
  z.object({
    type: z.literal('error'),
    stage: errorStageSchema,
    name: z.string().max(200),
    message: z.string().max(10_000),
    stack: z.string().max(20_000).optional(),
    code: z.string().max(100).optional(),
    clock: clockSchema,
    ...location,
  }),
  /** What the instrumentation saw, in the order in which it happened. */
  z.object({
    type: z.literal('instrument'),
    reports: z.array(instrumentReportSchema).min(1).max(instrumentBatchMax),
  }),
])

/** Between the launcher and the process inside, which answers when its event loop turns. No observer hears of it. */
const pingSchema = z.object({ type: z.literal('ping'), id: z.int().min(1) })
const pongSchema = z.object({
  type: z.literal('pong'),
  id: z.int().min(1),
  /** Its memory, for a host whose system does not tell that of others. */
  residentBytes: z.int().min(0).optional(),
})

/** All that may come out of a sandbox. */
export const channelReportSchema = z.discriminatedUnion('type', [...sandboxReportSchema.options, pongSchema])

export type Files = z.infer<typeof filesSchema>
export type SandboxCommand = z.infer<typeof sandboxCommandSchema>
export type SandboxReport = z.infer<typeof sandboxReportSchema>
export type ChannelCommand = SandboxCommand | z.infer<typeof pingSchema>
export type ChannelReport = z.infer<typeof channelReportSchema>
