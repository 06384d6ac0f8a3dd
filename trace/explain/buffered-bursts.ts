/**
 * Events that a page emitted while it was offline, and that were all sent at once when it was back. The wire shows that
 * many came right after a CONNECT packet; those that came with the client's first one too are its greeting, not a backlog.
 */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { conditionsOf } from '../network.ts'
import type { Arrival } from './client-visits.ts'
import { eventIn } from './crossed-events.ts'
import { shortName, type DiagnosisBook } from './diagnosis-book.ts'
import type { Moment } from './diagnosis-family.ts'
import { RecentMap } from './recent-map.ts'

type Frame = TraceEventOf<'frame'>

/** A client sends what it has kept in the same turn in which it learns that it is connected. */
const firstWithinUs = 300_000
/** What one turn sends passes the gateway together. */
const togetherUs = 2_000
/** One event alone is no burst. */
const burstMin = 2
/** Events of different names in one. */
const eventsMax = 200
/** Of its events. */
const shownMax = 7
const rememberedMax = 500
const usPerMs = 1000

/** How often each event came. */
type Counts = Map<string, number>

interface Burst {
  readonly client: string
  readonly greeting: Counts
  /** The greeting is what comes now. */
  readonly isFirst: boolean
  readonly id: string
  /** What brought the client back. */
  readonly cause: number
  readonly sent: Counts
  readonly buffered: number[]
  /** How long something may be under way. */
  readonly patienceUs: number
  /** When the next of it may come at the latest. */
  untilUs: number
  /** How often something may still come apart from the rest. */
  parts: number
  lastUs: number
  count: number
}

export class BufferedBursts {
  readonly #book: DiagnosisBook
  /** By link and namespace, while it goes on. */
  readonly #bursts = new RecentMap<Burst>(rememberedMax)
  /** By client and namespace: what came right after it had connected for the first time. */
  readonly #greetings = new RecentMap<Counts>(rememberedMax)

  constructor(book: DiagnosisBook) {
    this.#book = book
  }

  push(event: TraceEvent, moment: Moment): void {
    if (event.kind === 'frame' && event.direction === 'up') this.#sent(event)
    else if (event.kind === 'fault') this.#pluggedIn(event, moment)
  }

  /** A CONNECT packet came. */
  connected({ frame, namespace, before }: Arrival, { after, run }: Moment): void {
    const { client, at, seq } = frame
    const place = `${client} ${namespace}`
    const known = this.#greetings.get(place)
    const isFirst = before === undefined || known === undefined
    const greeting = isFirst ? new Map<string, number>() : known
    if (isFirst) this.#greetings.set(place, greeting)
    const { latencyMs } = conditionsOf(after.network, client)
    // The CONNECT packet has yet to reach the client, and the first event to come back.
    const patienceUs = firstWithinUs + 2 * latencyMs * usPerMs
    const untilUs = at + patienceUs
    const id = `burst ${run} ${client} ${shortName(namespace)} ${seq}`
    const key = `${frame.link} ${namespace}`
    this.#bursts.set(key, { ...newBurst(), client, greeting, isFirst, id, cause: seq, patienceUs, untilUs })
  }

  /** What a pulled cable held back comes at once on the same connection. */
  #pluggedIn(event: TraceEventOf<'fault'>, { before, after, run }: Moment): void {
    if (event.fault.type !== 'unplug' || event.fault.on) return
    for (const { client, link, sockets } of after.connections.links.values()) {
      if (!conditionsOf(before.network, client).unplugged) continue
      if (conditionsOf(after.network, client).unplugged) continue
      const patienceUs = firstWithinUs
      const untilUs = event.at + patienceUs
      for (const namespace of Object.keys(sockets)) {
        const id = `burst ${run} ${client} ${shortName(namespace)} ${event.seq}`
        const burst = { ...newBurst(), client, isFirst: false, id, cause: event.seq, patienceUs, untilUs }
        this.#bursts.set(`${link} ${namespace}`, burst)
      }
    }
  }

  #sent(frame: Frame): void {
    const event = eventIn(frame)
    if (event === undefined) return
    const key = `${frame.link} ${event.header.namespace}`
    const burst = this.#bursts.get(key)
    if (burst === undefined) return
    if (frame.at > burst.lastUs + togetherUs) {
      // By polling, the first event goes alone, and the others with the next request.
      const partsMax = frame.transport === 'polling' ? 2 : 1
      if (frame.at > burst.untilUs || burst.parts >= partsMax) return this.#bursts.delete(key)
      burst.parts += 1
      burst.untilUs = frame.at + burst.patienceUs
    }
    burst.lastUs = frame.at
    const counts = burst.isFirst ? burst.greeting : burst.sent
    const count = (counts.get(event.event) ?? 0) + 1
    if (count === 1 && counts.size >= eventsMax) return this.#bursts.delete(key)
    counts.set(event.event, count)
    if (burst.isFirst || count <= (burst.greeting.get(event.event) ?? 0)) return
    burst.count += 1
    if (burst.buffered.length < shownMax) burst.buffered.push(frame.seq)
    if (burst.count < burstMin) return
    const { client, cause, buffered } = burst
    const evidence = [...buffered, cause]
    this.#book.put(burst.id, { what: 'buffered-burst', client, count: burst.count, evidence })
  }
}

const newBurst = (): Pick<Burst, 'greeting' | 'sent' | 'buffered' | 'parts' | 'lastUs' | 'count'> => ({
  greeting: new Map(),
  sent: new Map(),
  buffered: [],
  parts: 0,
  lastUs: Number.NEGATIVE_INFINITY,
  count: 0,
})
