/**
 * Engine.IO protocol v4, the layer below Socket.IO: one digit of type, then data. In the bodies of long polling a `b`
 * stands before the base64 of a binary message. https://socket.io/docs/v4/engine-io-protocol/
 */
import type { EngineHandshake, EnginePacketType } from './packet.ts'

/** The digit on the wire is the place in this list. */
const enginePacketTypes: readonly EnginePacketType[] = [
  'open',
  'close',
  'ping',
  'pong',
  'message',
  'upgrade',
  'noop',
]

/** Stands before base64 where a transport cannot carry bytes. */
export const binaryMarker = 'b'

const zeroCode = 48

/** The type that the first character of a text names, or `undefined` for any other character. */
export function engineTypeOf(text: string): EnginePacketType | undefined {
  return text === '' ? undefined : enginePacketTypes[text.charCodeAt(0) - zeroCode]
}

/**
 * The data of an `open` packet. `undefined` when the text is no handshake: no JSON, no object, or without the fields
 * that the protocol requires.
 */
export function parseHandshake(text: string): EngineHandshake | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (!('sid' in value) || typeof value.sid !== 'string') return undefined
  if (!('pingInterval' in value) || typeof value.pingInterval !== 'number') return undefined
  if (!('pingTimeout' in value) || typeof value.pingTimeout !== 'number') return undefined
  if (!('upgrades' in value) || !Array.isArray(value.upgrades)) return undefined
  const maxPayload =
    'maxPayload' in value && typeof value.maxPayload === 'number' ? value.maxPayload : undefined
  return {
    sid: value.sid,
    upgrades: value.upgrades.filter((name: unknown) => typeof name === 'string'),
    pingIntervalMs: value.pingInterval,
    pingTimeoutMs: value.pingTimeout,
    ...(maxPayload === undefined ? {} : { maxPayloadBytes: maxPayload }),
  }
}
