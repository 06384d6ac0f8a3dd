/** The connections of a session at a moment of the trace: over which transport, and which namespaces are connected. */
import type { TraceEvent, TraceEventOf, Transport } from '../protocol/trace.ts'
import { engineTypeOf, parseHandshake } from './engine-io.ts'
import { readPacketHeader } from './packet-header.ts'

type LinkEvent = TraceEventOf<'link'>
type Frame = TraceEventOf<'frame'>

export interface LinkState {
  readonly link: string
  readonly client: string
  readonly transport: Transport
  /** A plain WebSocket connection carries no packets. */
  readonly protocol: 'engine.io' | 'plain'
  readonly port?: number
  readonly path?: string
  /** Engine.IO's id of the connection, once it is known. */
  readonly sid?: string
  /** Namespaces whose connect packet the server has answered, in that order. */
  readonly namespaces: readonly string[]
  /** Some namespace was connected at some time. */
  readonly wasConnected: boolean
  /** Microseconds of the session; of the first frame when the trace begins later than the connection. */
  readonly openedUs: number
  readonly closed?: {
    readonly atUs: number
    readonly reason: Extract<LinkEvent, { phase: 'close' }>['reason']
    readonly code?: number
  }
}

/** Whether the connection is a WebSocket without Engine.IO: it got no sid, and its address names no protocol version. */
export function isPlainWebSocket(event: LinkEvent): boolean {
  return (
    event.phase === 'open' &&
    event.transport === 'websocket' &&
    event.sid === undefined &&
    !/[?&]EIO=/.test(event.path)
  )
}

export class LinksFold {
  readonly #links = new Map<string, LinkState>()
  /** Links whose beginning is not in the trace: what they carry tells what they are. */
  readonly #unseen = new Set<string>()

  /** Every connection so far, in order of opening, closed ones included. */
  get snapshot(): readonly LinkState[] {
    return [...this.#links.values()]
  }

  push(event: TraceEvent): void {
    if (event.kind === 'link') this.#link(event)
    else if (event.kind === 'frame') this.#frame(event)
  }

  #link(event: LinkEvent): void {
    switch (event.phase) {
      case 'open':
        this.#links.set(event.link, {
          link: event.link,
          client: event.client,
          transport: event.transport,
          protocol: isPlainWebSocket(event) ? 'plain' : 'engine.io',
          port: event.port,
          path: event.path,
          ...(event.sid === undefined ? {} : { sid: event.sid }),
          namespaces: [],
          wasConnected: false,
          openedUs: event.at,
        })
        return
      case 'upgrade':
        this.#change(event, { transport: event.transport })
        return
      case 'close': {
        const code = event.code === undefined ? {} : { code: event.code }
        this.#change(event, { namespaces: [], closed: { atUs: event.at, reason: event.reason, ...code } })
        return
      }
      default:
        event satisfies never
    }
  }

  #frame(frame: Frame): void {
    const link = this.#known(frame)
    if (link.protocol === 'plain' || link.closed !== undefined || frame.form === 'binary') return
    const engine = engineTypeOf(frame.data)
    if (engine === 'open' && frame.direction === 'down' && link.sid === undefined) {
      const sid = parseHandshake(frame.data.slice(1))?.sid
      if (sid !== undefined) this.#change(frame, { sid })
    }
    if (engine !== 'message') return
    const { header } = readPacketHeader(frame.data, 1, frame.truncated === true)
    if (header === undefined) return
    const connected = link.namespaces.includes(header.namespace)
    const isSignOfConnection =
      header.type === 'connect'
        ? frame.direction === 'down'
        : header.type !== 'connect_error' && this.#unseen.has(frame.link)
    if (header.type === 'disconnect') {
      if (connected) {
        this.#change(frame, { namespaces: link.namespaces.filter((name) => name !== header.namespace) })
      }
    } else if (isSignOfConnection && !connected) {
      this.#change(frame, { namespaces: [...link.namespaces, header.namespace], wasConnected: true })
    }
  }

  #change(event: LinkEvent | Frame, change: Partial<LinkState>): void {
    this.#links.set(event.link, { ...this.#known(event), ...change })
  }

  /** The link of an event; one whose opening is not in the trace begins here. */
  #known(event: LinkEvent | Frame): LinkState {
    const known = this.#links.get(event.link)
    if (known !== undefined) return known
    const link: LinkState = {
      link: event.link,
      client: event.client,
      transport: 'transport' in event ? event.transport : 'websocket',
      protocol: 'engine.io',
      namespaces: [],
      wasConnected: false,
      openedUs: event.at,
    }
    this.#unseen.add(event.link)
    this.#links.set(event.link, link)
    return link
  }
}
