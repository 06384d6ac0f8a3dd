/**
 * The JSON payload of a Socket.IO packet, and which shapes each packet type allows.
 * Socket.IO protocol v5: https://socket.io/docs/v4/socket-io-protocol/
 */
import { firstElement } from './json-text.ts'
import type { DecodeProblem, SocketPacketType } from './packet.ts'

export interface Payload {
  readonly event?: string
  readonly args: readonly unknown[]
  readonly problem?: DecodeProblem
}

/** Names that mean something to the library itself; an event may not be called so. */
const reservedEvents: ReadonlySet<string> = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
])

const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a whole payload. An absent one is the empty text. Never throws. */
export function readPayload(type: SocketPacketType, text: string): Payload {
  if (text === '') {
    const mayBeAbsent = type === 'connect' || type === 'disconnect'
    return mayBeAbsent ? { args: [] } : { args: [], problem: 'payload-shape' }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { args: [], problem: 'bad-json' }
  }
  switch (type) {
    case 'connect':
      return isRecord(value) ? { args: [value] } : { args: [value], problem: 'payload-shape' }
    case 'connect_error': {
      const allowed = typeof value === 'string' || isRecord(value)
      return allowed ? { args: [value] } : { args: [value], problem: 'payload-shape' }
    }
    case 'disconnect':
      return { args: [value], problem: 'payload-shape' }
    case 'ack':
    case 'binary_ack':
      return Array.isArray(value) ? { args: value } : { args: [value], problem: 'payload-shape' }
    case 'event':
    case 'binary_event':
      return eventPayload(value)
    default:
      return type satisfies never
  }
}

function eventPayload(value: unknown): Payload {
  if (!Array.isArray(value)) return { args: [value], problem: 'payload-shape' }
  const [name, ...args]: unknown[] = value
  if (typeof name !== 'string' && typeof name !== 'number') return { args: value, problem: 'payload-shape' }
  const event = String(name)
  return reservedEvents.has(event) ? { event, args, problem: 'reserved-event' } : { event, args }
}

/** What the first bytes of a payload tell: an event's name, if its text is whole. */
export function readCutPayload(type: SocketPacketType, text: string): Payload {
  if (type !== 'event' && type !== 'binary_event') return { args: [], problem: 'truncated' }
  const name = firstElement(text, 0)?.value
  const known = typeof name === 'string' || typeof name === 'number'
  return known ? { event: String(name), args: [], problem: 'truncated' } : { args: [], problem: 'truncated' }
}
