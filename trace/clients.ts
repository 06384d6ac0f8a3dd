/** What the wire tells of each client at a moment of the trace. */
import type { Direction, TraceEvent, TraceEventOf } from '../protocol/trace.ts'
import { LinksFold, type LinkState } from './links.ts'

/**
 * - `idle`: no connection was ever opened
 * - `connecting`: a connection is open, no namespace is connected yet
 * - `polling`, `websocket`: connected, by this transport
 * - `disconnected`: it was connected or tried to, and is no more
 */
export type ClientState = 'idle' | 'connecting' | 'polling' | 'websocket' | 'disconnected'

export interface Traffic {
  readonly packets: number
  readonly bytes: number
}

export interface ClientSnapshot {
  readonly client: string
  readonly state: ClientState
  /** Engine.IO's id of the newest open connection that the state speaks of. */
  readonly sid?: string
  /** Open connections. */
  readonly links: number
  /** Namespaces that are connected over some connection. */
  readonly namespaces: readonly string[]
  readonly up: Traffic
  readonly down: Traffic
}

/** With several connections the best one tells the state. */
const fromBestToWorst = ['websocket', 'polling', 'connecting', 'disconnected', 'idle'] as const

function linkState(link: LinkState): ClientState {
  if (link.closed !== undefined) return 'disconnected'
  if (link.protocol === 'plain' || link.namespaces.length > 0) return link.transport
  return link.wasConnected ? 'disconnected' : 'connecting'
}

type Counters = Record<Direction, { packets: number; bytes: number }>

export class ClientsFold {
  readonly #links = new LinksFold()
  readonly #counters = new Map<string, Counters>()

  /** Every client that the trace has shown so far, in order of appearance. */
  get snapshot(): ReadonlyMap<string, ClientSnapshot> {
    const links = Map.groupBy(this.#links.snapshot, (link) => link.client)
    const clients = Array.from(this.#counters, ([client, counters]) =>
      describe(client, counters, links.get(client) ?? []),
    )
    return new Map(clients.map((client) => [client.client, client]))
  }

  push(event: TraceEvent): void {
    this.#links.push(event)
    if (event.kind === 'frame') this.#count(event)
    else if (event.kind === 'link' || event.kind === 'http') this.#countersOf(event.client)
  }

  #count(frame: TraceEventOf<'frame'>): void {
    const traffic = this.#countersOf(frame.client)[frame.direction]
    traffic.packets += 1
    traffic.bytes += frame.size
  }

  #countersOf(client: string): Counters {
    let counters = this.#counters.get(client)
    if (counters === undefined) {
      counters = { up: { packets: 0, bytes: 0 }, down: { packets: 0, bytes: 0 } }
      this.#counters.set(client, counters)
    }
    return counters
  }
}

function describe(client: string, counters: Counters, links: readonly LinkState[]): ClientSnapshot {
  const states = new Set(links.map(linkState))
  const state = fromBestToWorst.find((candidate) => states.has(candidate)) ?? 'idle'
  const open = links.filter((link) => link.closed === undefined)
  const sid = open.findLast((link) => linkState(link) === state)?.sid
  return {
    client,
    state,
    ...(sid === undefined ? {} : { sid }),
    links: open.length,
    namespaces: [...new Set(open.flatMap((link) => link.namespaces))],
    up: { ...counters.up },
    down: { ...counters.down },
  }
}
