/** Why a check failed, as data: the words are in `failure-words.ts`, in the reader's language. */
import type { EndReason, TraceEventOf } from '../protocol/trace.ts'

/** An event that crossed the wire, in short: its name and its arguments as bounded text. */
export interface SeenEvent {
  readonly seq: number
  readonly event: string
  readonly args: string
}

interface OfClient {
  readonly client: string
}

interface OfEvent extends OfClient {
  readonly event: string
  /** What the arguments had to be, as text; absent when any would do. */
  readonly args?: string | undefined
  /** All that reached this client, or came from it, since the check began. */
  readonly seen: readonly SeenEvent[]
}

interface OfPage extends OfClient {
  readonly selector: string
  /** What had to be there, or must not be. */
  readonly text: string
  /** The text that stood there at last. */
  readonly seen: string
}

/** Why a client has no connection, as far as the wire tells. */
export type NoConnection =
  /** What answers at that port does not speak Socket.IO. */
  | { readonly how: 'refused'; readonly request: string; readonly status: number }
  /** The page, or a part of it, was not given. */
  | { readonly how: 'not-given'; readonly request: string; readonly status: number }
  /** Nothing answers at that port. */
  | { readonly how: 'unheard'; readonly port: number }
  /** There was one. */
  | { readonly how: 'lost' }

/** An error of a client's page that nobody caught. */
export type PageError = OfClient & Pick<TraceEventOf<'error'>, 'seq' | 'name' | 'message' | 'file' | 'line'>

export type CheckFailureDetail =
  | (OfEvent & { readonly code: 'not-delivered' })
  | (OfEvent & { readonly code: 'delivered' })
  /** It came, but more or less often than it had to. */
  | (OfEvent & { readonly code: 'delivered-times'; readonly times: number; readonly seenTimes: number })
  | (OfEvent & { readonly code: 'not-sent' })
  | (OfClient & { readonly code: 'not-connected'; readonly detail: string; readonly why?: NoConnection })
  | (OfClient & { readonly code: 'still-connected' })
  | (OfClient & { readonly code: 'no-answer'; readonly event: string })
  | (OfClient & {
      readonly code: 'not-requested'
      readonly path: string
      /** How often it had to be asked for, at least. */
      readonly times: number
      /** All that this client asked for. */
      readonly seen: readonly string[]
    })
  | (OfClient & { readonly code: 'requested'; readonly path: string; readonly seen: readonly string[] })
  | (OfClient & { readonly code: 'no-response'; readonly path: string; readonly detail: string })
  | (OfClient & { readonly code: 'no-element'; readonly selector: string })
  /** `status`: what the server answered instead of a page, where it did. */
  | (OfClient & { readonly code: 'no-page'; readonly detail: string; readonly status?: number })
  | (OfPage & { readonly code: 'not-shown' })
  | (OfPage & { readonly code: 'shown' })
  /** `seen`: what each of the elements showed at last. */
  | (OfClient & {
      readonly code: 'not-each'
      readonly selector: string
      readonly texts: readonly string[]
      readonly seen: readonly string[]
    })
  | { readonly code: 'not-logged'; readonly text: string; readonly seen: readonly string[] }
  | { readonly code: 'not-equal'; readonly expected: string; readonly seen: string }
  /** The program ended while the check ran. */
  | {
      readonly code: 'server-ended'
      readonly reason: EndReason
      readonly error?: TraceEventOf<'error'> | undefined
    }
  /** What was expected did not come, and the program's event loop does not turn: so nothing could. */
  | { readonly code: 'server-blocked'; readonly forMs: number }

export type CheckFailure = CheckFailureDetail & {
  /** `seq` of the events in the trace that show it, oldest first. */
  readonly evidence: readonly number[]
  /** What else was seen: often the reason, where a page does not do what it should. */
  readonly pageErrors?: readonly PageError[]
  /** The first lines of errors in the server's console: express writes there what goes wrong in a route. */
  readonly consoleErrors?: readonly string[]
}

/** An expectation that was not met. Thrown by what checks call, caught by the runner. */
export class ExpectationError extends Error {
  override readonly name = 'ExpectationError'
  readonly failure: CheckFailure

  constructor(failure: CheckFailure) {
    super(`The check failed: ${failure.code}.`)
    this.failure = failure
  }
}

/** Something did not come or happen that a program which does nothing cannot do. */
export function isLack(failure: CheckFailureDetail): boolean {
  switch (failure.code) {
    case 'not-delivered':
    case 'not-sent':
    case 'not-connected':
    case 'still-connected':
    case 'no-answer':
    case 'not-requested':
    case 'no-response':
    case 'no-element':
    case 'no-page':
    case 'not-shown':
    case 'not-logged':
      return true
    case 'delivered-times':
      return failure.seenTimes < failure.times
    case 'delivered':
    case 'requested':
    case 'shown':
    case 'not-each':
    case 'not-equal':
    case 'server-ended':
    case 'server-blocked':
      return false
    default:
      return failure satisfies never
  }
}
