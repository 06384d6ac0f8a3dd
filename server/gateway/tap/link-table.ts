/** The links of one session: found again by their Engine.IO sid, whichever request carries it. */
import type { GatewayTarget } from '../target.ts'
import type { Recorder } from './journal.ts'
import { Link, type CloseReason, type Handshake, type LinkIdentity, type LinkKind } from './link.ts'

/** A client that only polls and is gone is noticed at the earliest and at the latest after this long. */
const patienceMinMs = 1000
const patienceMaxMs = 300_000

interface Polled {
  readonly patienceMs: number
  requests: number
  timer: NodeJS.Timeout | undefined
}

export class LinkTable {
  readonly #journal: Recorder
  readonly #target: GatewayTarget
  readonly #bySid = new Map<string, Link>()
  readonly #open = new Set<Link>()
  readonly #polled = new Map<Link, Polled>()
  #count = 0

  constructor(journal: Recorder, target: GatewayTarget) {
    this.#journal = journal
    this.#target = target
  }

  find(client: string, port: number, sid: string): Link | undefined {
    return this.#bySid.get(key(client, port, sid))
  }

  /** A link not yet open, with a name of its own. */
  create(where: Omit<LinkIdentity, 'id'>, kind: LinkKind): Link {
    this.#count += 1
    const link: Link = new Link(
      { id: `l${this.#count}`, ...where },
      kind,
      this.#target.limits.recordedFrameBytes,
      () => this.#forget(link),
    )
    this.#open.add(link)
    return link
  }

  /** Opens a link by the first answer of a polling session. */
  openPolled(
    into: Recorder,
    where: Omit<LinkIdentity, 'id'>,
    handshake: Handshake,
    at: number,
    kind: LinkKind,
  ): Link | undefined {
    // A flood of handshakes must not fill our memory; the server answers as many, and then has its own limits.
    if (this.#open.size >= this.#target.limits.connections) return undefined
    const link = this.create(where, kind)
    link.open(into, 'polling', at, handshake.sid)
    this.#bySid.set(key(where.client, where.port, handshake.sid), link)
    const patienceMs = Math.min(patienceMaxMs, Math.max(patienceMinMs, handshake.patienceMs))
    this.#polled.set(link, { patienceMs, requests: 0, timer: undefined })
    this.#watch(link)
    return link
  }

  /** A polling request of the link is under way; returns what says that it is over. */
  polling(link: Link): () => void {
    const polled = this.#polled.get(link)
    if (!polled) return () => undefined
    polled.requests += 1
    clearTimeout(polled.timer)
    return () => {
      polled.requests -= 1
      if (polled.requests === 0 && this.#polled.has(link)) this.#watch(link)
    }
  }

  closeAll(reason: CloseReason): void {
    for (const link of this.#open) link.close(this.#journal, this.#target.now(), reason)
  }

  /**
   * Nothing on the wire tells that a client has stopped to poll: the server gives it up after the patience it told in
   * the handshake, and so do we.
   */
  #watch(link: Link): void {
    const polled = this.#polled.get(link)
    if (!polled) return
    polled.timer = setTimeout(() => {
      if (link.transport === 'polling') link.close(this.#journal, this.#target.now(), 'client')
    }, polled.patienceMs)
    polled.timer.unref()
  }

  #forget(link: Link): void {
    this.#open.delete(link)
    clearTimeout(this.#polled.get(link)?.timer)
    this.#polled.delete(link)
    for (const [sid, known] of this.#bySid) if (known === link) this.#bySid.delete(sid)
  }
}

function key(client: string, port: number, sid: string): string {
  return `${client} ${port} ${sid}`
}
