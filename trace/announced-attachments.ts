/**
 * Which packet's announced bytes are still to come, for each link and direction. Attachments follow their packet on
 * the same link and direction; as a rule by the same transport, but what a client had not yet sent when the upgrade
 * completed follows by the new one. Socket.IO protocol, "Packets with binary attachments".
 */
import type { Direction, Transport, TraceEventOf } from '../protocol/trace.ts'

interface Announcement {
  readonly seq: number
  readonly total: number
  arrived: number
}

type Frame = TraceEventOf<'frame'>
type ByTransport = Partial<Record<Transport, Announcement>>

export class AnnouncedAttachments {
  /** Only links that wait for bytes have an entry. */
  readonly #links = new Map<string, Partial<Record<Direction, ByTransport>>>()

  announce(frame: Frame, total: number): void {
    let link = this.#links.get(frame.link)
    if (link === undefined) {
      link = {}
      this.#links.set(frame.link, link)
    }
    const waiting = (link[frame.direction] ??= {})
    waiting[frame.transport] = { seq: frame.seq, total, arrived: 0 }
  }

  /** The packet to which these bytes belong, and their place in it; `undefined` when nobody announced them. */
  take(frame: Frame): { seq: number; index: number } | undefined {
    const waiting = this.#links.get(frame.link)?.[frame.direction]
    if (waiting === undefined) return undefined
    const transport = waiting[frame.transport] ? frame.transport : otherTransport(frame.transport)
    const announcement = waiting[transport]
    if (announcement === undefined) return undefined
    const index = announcement.arrived
    announcement.arrived += 1
    if (announcement.arrived === announcement.total) this.#settle(frame, transport)
    return { seq: announcement.seq, index }
  }

  /** Another message came by this frame's transport. True when bytes were still due there: they are given up. */
  interrupt(frame: Frame): boolean {
    if (this.#links.get(frame.link)?.[frame.direction]?.[frame.transport] === undefined) return false
    this.#settle(frame, frame.transport)
    return true
  }

  /** The link is gone: what it still owed will not come. */
  forget(link: string): void {
    this.#links.delete(link)
  }

  #settle(frame: Frame, transport: Transport): void {
    const link = this.#links.get(frame.link)
    const waiting = link?.[frame.direction]
    if (link === undefined || waiting === undefined) return
    delete waiting[transport]
    if (waiting[otherTransport(transport)] === undefined) delete link[frame.direction]
    if (link.up === undefined && link.down === undefined) this.#links.delete(frame.link)
  }
}

const otherTransport = (transport: Transport): Transport =>
  transport === 'polling' ? 'websocket' : 'polling'
