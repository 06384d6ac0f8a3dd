/** The ports that the program opens and closes: who hears of it, and where in the learner's files each was asked for. */
import { callerLocation, type SourceLocation } from './call-site.ts'

export interface PortObserver {
  listening(port: number): void
  closed(port: number): void
}

let observer: PortObserver | null = null

/** From now on `next` hears of the ports that open and close in this process. */
export function observePorts(next: PortObserver): void {
  observer = next
}

export function portOpened(port: number): void {
  observer?.listening(port)
}

export function portClosed(port: number): void {
  observer?.closed(port)
}

/** Where listen was last called for a port: an error that comes later no longer knows. */
const listenCalls = new Map<number, SourceLocation>()

/** To be called within a call of `listen`, with its arguments. */
export function rememberListen([first]: readonly unknown[]): void {
  const named: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'port') : first
  const location = callerLocation()
  if (location) listenCalls.set(Number(named), location)
}

/** The call of `listen` in the learner's files that named this port. */
export function listenLocation(port: unknown): SourceLocation | null {
  return typeof port === 'number' ? (listenCalls.get(port) ?? null) : null
}
