/**
 * What a check does to a client, and what the client answers. A plain client is a bare Socket.IO client without a page;
 * a page is the learner's own, in a real browser. The actions cross into a client's page, which may be hostile: both
 * ends parse.
 */
import * as z from 'zod'

const eventName = z.string().min(1).max(200)
const selector = z.string().min(1).max(500)
const text = z.string().max(20_000)

export const clientActionSchema = z.discriminatedUnion('do', [
  /** A plain client connects to the main namespace. Answers with its socket's id. */
  z.object({ do: z.literal('connect'), withinMs: z.int().min(1) }),
  z.object({ do: z.literal('emit'), event: eventName, args: z.array(z.unknown()) }),
  /** Emits and waits for the acknowledgement. Answers with its arguments. */
  z.object({ do: z.literal('ask'), event: eventName, args: z.array(z.unknown()), withinMs: z.int().min(1) }),
  /** Says goodbye (`socket.disconnect()`); a closed tab does not. */
  z.object({ do: z.literal('disconnect') }),
  /** An ordinary HTTP request to the learner's server. Answers with status and body. */
  z.object({ do: z.literal('fetch'), path: z.string().startsWith('/').max(2000) }),
  /** Replaces the text of a field of the page. */
  z.object({ do: z.literal('fill'), selector, text }),
  z.object({ do: z.literal('click'), selector }),
  /** Presses a key in an element: `Enter`. */
  z.object({ do: z.literal('press'), selector, key: z.string().min(1).max(20) }),
  /** Answers with the text that each matching element shows, at most 100 of them. */
  z.object({ do: z.literal('read'), selector }),
])

export const clientAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    problem: z.enum([
      'not-connected', // a plain client could not connect, or is not connected
      'no-answer', // no acknowledgement in time
      'no-element', // nothing on the page fits the selector
      'no-response', // the request failed
      'no-page', // the page did not load, or is gone
    ]),
    /** For people: what exactly happened, in English. */
    detail: z.string().max(2000),
  }),
])

/** What `fetch` answers with. */
export const fetchedSchema = z.object({ status: z.int(), body: z.string() })
export const textsSchema = z.array(z.string())
export const argumentsSchema = z.array(z.unknown())

export type ClientAction = z.infer<typeof clientActionSchema>
export type ClientAnswer = z.infer<typeof clientAnswerSchema>
export type ClientProblem = Extract<ClientAnswer, { ok: false }>['problem']
