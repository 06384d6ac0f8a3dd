/**
 * One Engine.IO connection, over all the requests and the WebSocket that carry it, or one plain WebSocket.
 * Engine.IO protocol v4, "Transports", "Upgrade", "Packet encoding".
 */
import type { Direction, TraceEventOf, Transport } from '../../../protocol/trace.ts'
import { frameData } from './frame-data.ts'
import type { Recorder } from './journal.ts'

export type CloseReason = Extract<TraceEventOf<'link'>, { phase: 'close' }>['reason']

export interface LinkIdentity {
  /** Unique in the session. */
  readonly id: string
  readonly client: string
  readonly port: number
  readonly path: string
}

export type LinkKind =
  /** Version 3 or 4, from its beginning: its message packets are numbered (`protocol/instrument.ts`). */
  | 'engine.io'
  /** Of another version, or already under way when it first passed here. */
  | 'unnumbered'
  /** A plain WebSocket has no packets: a message `1` in it is just a message. */
  | 'plain'

/** What stays the same of everything that is written about frames of one connection. */
export interface FrameContext {
  readonly into: Recorder
  readonly direction: Direction
  readonly transport: Transport
  /** When the last byte was passed on, microseconds. */
  readonly at: number
}

type LinkState =
  /** A WebSocket whose first packet will tell the sid. */
  { name: 'unnamed'; at: number } | { name: 'open'; transport: Transport } | { name: 'closed' }

export class Link {
  readonly identity: LinkIdentity
  readonly #kind: LinkKind
  readonly #recordedBytes: number
  /** How many message packets have passed; undefined where that is not known. */
  readonly #messages: Record<Direction, number | undefined>
  #state: LinkState = { name: 'closed' }
  #closed: (() => void) | undefined

  /** @param closed called once when the link closes */
  constructor(identity: LinkIdentity, kind: LinkKind, recordedBytes: number, closed: () => void) {
    this.identity = identity
    this.#kind = kind
    this.#recordedBytes = recordedBytes
    const none = kind === 'engine.io' ? 0 : undefined
    this.#messages = { up: none, down: none }
    this.#closed = closed
  }

  open(into: Recorder, transport: Transport, at: number, sid?: string): void {
    const { id, ...identity } = this.identity
    const named = sid === undefined ? {} : { sid }
    into.record({
      kind: 'link',
      phase: 'open',
      origin: 'gateway',
      at,
      link: id,
      ...identity,
      transport,
      ...named,
    })
    this.#state = { name: 'open', transport }
  }

  /** A WebSocket that starts an Engine.IO session: it is told as open with its first packet, which holds the sid. */
  awaitSid(at: number): void {
    this.#state = { name: 'unnamed', at }
  }

  /** Which transport the link counts on: a probing WebSocket is not it yet. */
  get transport(): Transport | undefined {
    if (this.#state.name === 'open') return this.#state.transport
    return this.#state.name === 'unnamed' ? 'websocket' : undefined
  }

  /** Records a packet and what it means for the link. */
  frame(context: FrameContext, bytes: Buffer, form: 'text' | 'binary'): void {
    const { into, direction, transport, at } = context
    const { id, client } = this.identity
    if (this.#state.name === 'unnamed') {
      this.open(
        into,
        'websocket',
        at,
        direction === 'down' && form === 'text' ? handshakeSid(bytes) : undefined,
      )
    }
    const data = frameData(bytes, form, this.#recordedBytes)
    const n = this.#number(direction, bytes, form)
    const numbered = n === undefined ? {} : { n }
    into.record({
      kind: 'frame',
      origin: 'gateway',
      at,
      link: id,
      client,
      direction,
      transport,
      ...data,
      ...numbered,
    })
    if (this.#kind !== 'plain' && form === 'text' && bytes.length === 1) this.#control(context, bytes[0])
  }

  /** Closes once; later reasons are consequences of the first. */
  close(into: Recorder, at: number, reason: CloseReason, code?: number): void {
    if (this.#state.name === 'unnamed') this.open(into, 'websocket', this.#state.at)
    if (this.#state.name === 'closed') return
    this.#state = { name: 'closed' }
    const { id, client } = this.identity
    const withCode = code === undefined ? {} : { code }
    into.record({
      kind: 'link',
      phase: 'close',
      origin: 'gateway',
      at,
      link: id,
      client,
      reason,
      ...withCode,
    })
    this.#closed?.()
    this.#closed = undefined
  }

  /** Packets of this direction pass that cannot be read: those after them have no number. */
  lostCount(direction: Direction): void {
    this.#messages[direction] = undefined
  }

  #number(direction: Direction, bytes: Buffer, form: 'text' | 'binary'): number | undefined {
    const before = this.#messages[direction]
    if (before === undefined || !isMessage(bytes, form)) return undefined
    const n = before + 1
    this.#messages[direction] = n
    return n
  }

  #control({ into, direction, transport, at }: FrameContext, type: number | undefined): void {
    if (this.#state.name !== 'open') return
    if (type === upgradePacket && direction === 'up' && transport === 'websocket') {
      if (this.#state.transport === 'websocket') return
      this.#state = { name: 'open', transport: 'websocket' }
      const { id, client } = this.identity
      into.record({ kind: 'link', phase: 'upgrade', origin: 'gateway', at, link: id, client, transport })
    } else if (type === closePacket) {
      this.close(into, at, direction === 'up' ? 'client' : 'server')
    }
  }
}

const openPacket = 0x30 // "0"
const closePacket = 0x31 // "1"
const messagePacket = 0x34 // "4"
const upgradePacket = 0x35 // "5"
/** Bytes as base64, where a transport has only text. */
const binaryMarker = 0x62 // "b"

function isMessage([first]: Buffer, form: 'text' | 'binary'): boolean {
  return form === 'binary' || first === messagePacket || first === binaryMarker
}

export interface Handshake {
  readonly sid: string
  /** After this long without a sign of the client the server gives it up. */
  readonly patienceMs: number
}

/** Handshakes are short; a longer one is not searched for its sid. */
const handshakeMaxBytes = 4096

/** Reads an Engine.IO open packet: `0{"sid":…,"pingInterval":…,"pingTimeout":…}`. */
export function readHandshake(packet: Buffer): Handshake | undefined {
  if (packet[0] !== openPacket || packet.length > handshakeMaxBytes) return undefined
  const value = parsed(packet.toString('utf8', 1))
  if (typeof value !== 'object' || value === null || !('sid' in value)) return undefined
  const { sid } = value
  if (typeof sid !== 'string' || sid === '') return undefined
  return { sid, patienceMs: milliseconds(value, 'pingInterval') + milliseconds(value, 'pingTimeout') }
}

function handshakeSid(packet: Buffer): string | undefined {
  return readHandshake(packet)?.sid
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function milliseconds(value: object, key: string): number {
  const found: unknown = Reflect.get(value, key)
  return typeof found === 'number' && found > 0 ? found : 0
}
