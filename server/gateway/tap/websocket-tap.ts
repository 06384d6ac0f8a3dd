/** Reads a WebSocket along with the gateway: copies of its bytes become frames of a link. */
import type { Direction } from '../../../protocol/trace.ts'
import type { Traffic } from '../traffic.ts'
import type { Place } from './journal.ts'
import type { Link, LinkIdentity } from './link.ts'
import { MessageReader } from './message-reader.ts'
import { engineQuery, kindOf } from './polling-tap.ts'

/** Bytes that passed at a moment, and the place in the trace of what they complete. */
interface Passed {
  readonly at: number
  readonly place: Place
}

export class WebSocketTap {
  readonly #traffic: Traffic
  readonly #link: Link
  readonly #readers: Record<Direction, MessageReader>
  readonly #passed: Record<Direction, Passed[]> = { up: [], down: [] }
  /** The first Close frame: who began, and the code it gave. */
  #conclusion: { by: Direction; code: number } | undefined
  #ended = false

  /**
   * @param extensions the `Sec-WebSocket-Extensions` header of the server's answer
   * @param tooLarge called when a message is longer than the limit, or the session's messages together
   */
  constructor(traffic: Traffic, link: Link, extensions: string | undefined, tooLarge: () => void) {
    this.#traffic = traffic
    this.#link = link
    const reader = (direction: Direction) =>
      new MessageReader(direction, extensions, traffic.target.limits.frameBytes, traffic.held.holder(), {
        message: (data, form) => this.#message(direction, data, form),
        concluded: (code) => (this.#conclusion ??= { by: direction, code }),
        tooLarge,
      })
    this.#readers = { up: reader('up'), down: reader('down') }
  }

  /**
   * Bytes have just been passed on.
   * @param copy ours to change
   * @param at the moment before they were passed on
   * @returns false when the reader lags behind and the connection should wait for {@link whenIdle}
   */
  passed(direction: Direction, copy: Buffer, at: number): boolean {
    if (this.#ended) return true
    const entry = { at, place: this.#traffic.journal.reserve() }
    const queue = this.#passed[direction]
    queue.push(entry)
    return this.#readers[direction].write(copy, () => {
      queue.shift()
      entry.place.settle()
    })
  }

  whenIdle(direction: Direction, listener: () => void): void {
    this.#readers[direction].whenIdle(listener)
  }

  /** The connection is over. @param by whose end came first, or `cut` by the gateway */
  ended(by: Direction | 'cut'): void {
    if (this.#ended) return
    this.#ended = true
    const at = this.#traffic.target.now()
    const place = this.#traffic.journal.reserve()
    this.#readers.up.whenIdle(() =>
      this.#readers.down.whenIdle(() => {
        this.#close(place, at, by)
        place.settle()
        this.#readers.up.close()
        this.#readers.down.close()
      }),
    )
  }

  #close(place: Place, at: number, end: Direction | 'cut'): void {
    // A WebSocket that was only probed is not the link's end: the client goes on polling.
    if (this.#link.transport !== 'websocket') return
    const by = this.#conclusion?.by ?? end
    this.#link.close(
      place,
      at,
      by === 'cut' ? 'cut' : by === 'up' ? 'client' : 'server',
      this.#conclusion?.code,
    )
  }

  #message(direction: Direction, data: Buffer, form: 'text' | 'binary'): void {
    // The oldest bytes that are not wholly read are those that complete this message.
    const passed = this.#passed[direction][0]
    if (!passed) return
    const context = { into: passed.place, direction, transport: 'websocket', at: passed.at } as const
    this.#link.frame(context, data, form)
  }
}

/** The link that an accepted WebSocket belongs to: one that polls already, a new one, or a plain WebSocket. */
export function linkOfWebSocket(traffic: Traffic, url: string, client: string, port: number): Link {
  const { links, journal, target } = traffic
  const query = engineQuery(url, 'websocket')
  const known = query?.sid === undefined ? undefined : links.find(client, port, query.sid)
  if (known) return known
  const where: Omit<LinkIdentity, 'id'> = { client, port, path: url.split('?', 1)[0] ?? url }
  const link = links.create(where, query ? kindOf(query) : 'plain')
  if (query && query.sid === undefined) link.awaitSid(target.now())
  else link.open(journal, 'websocket', target.now(), query?.sid)
  return link
}
