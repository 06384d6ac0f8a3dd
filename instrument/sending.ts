/** Which emit is on its way to which socket right now: what the engine ties a packet to. */
import type { EmitReport } from '../protocol/instrument.ts'
import { listedSocketsMax } from '../protocol/instrument-constants.ts'
import type { Namespace } from './socket-io-shape.ts'

export interface Sending {
  readonly emit: number
  readonly socket: string
}

/** A call of the program that sends. Its report is missing when it was dropped; then nothing is tied to it. */
export interface SendingCall {
  readonly report: EmitReport | undefined
  /** A call on a namespace that stands for several sends in each of them: an emit of its own each. */
  readonly inside?: ReadonlyMap<Namespace, EmitReport | undefined>
}

/** Calls that threw, by what they threw. */
const failed = new WeakMap<Error, EmitReport>()

let call: SendingCall | undefined
let sending: Sending | undefined

/** Undefined while something else is sent: an answer to a ping, a CONNECT packet, an emit whose report was dropped. */
export function sendingNow(): Sending | undefined {
  return sending
}

export function sendingCall(): SendingCall | undefined {
  return call
}

/** What the current call is to the sockets of this namespace. */
export function sendingIn(namespace: Namespace): EmitReport | undefined {
  return call?.inside === undefined ? call?.report : call.inside.get(namespace)
}

/** Runs what sends in the name of this call. Calls nest: a listener for outgoing packets may emit itself. */
export function whileSending<Result>(next: SendingCall | undefined, task: () => Result): Result {
  const outerCall = call
  const outerSending = sending
  call = next
  sending = undefined
  try {
    return task()
  } finally {
    call = outerCall
    sending = outerSending
  }
}

export function noteFailure(error: unknown, report: EmitReport): void {
  if (error instanceof Error) failed.set(error, report)
}

/**
 * The call that the error came out of, with its place. What contains itself, as a socket does, is followed until the stack
 * overflows, and the error's own stack then ends far from the program's code.
 */
export function failedCallOf(error: Error): EmitReport | undefined {
  return failed.get(error)
}

/** The current call is about to write to this socket; with no number, or none to report it with, to nobody's account. */
export function sendTo(socket: string, emit: number | undefined): void {
  sending = emit === undefined ? undefined : { emit, socket }
}

/** This socket is one of those that the call is for. */
export function countMatch(report: EmitReport, socket: string): void {
  report.matched++
  if (report.sockets.length < listedSocketsMax) report.sockets.push(socket)
}
