/** Two runs side by side: what crossed the wire in both, with another payload, or in one of them only. */
import type { TraceEvent } from '../protocol/trace.ts'
import { align } from './align.ts'
import { withoutRaces } from './compare-races.ts'
import { arrowOfPacket, markOf } from './ladder-arrow.ts'
import type { LadderArrow, LadderMark } from './ladder-item.ts'
import type { PacketRow } from './packet-row.ts'
import { PacketsFold } from './packets.ts'

/** What is compared of a run: a packet of Socket.IO, or an error. */
export interface ComparedEntry {
  readonly item: LadderArrow | LadderMark
  /** Direction, client, namespace, kind and event: equal ones can stand for one another. */
  readonly signature: string
  /** What it carried, without the numbers that differ from run to run. */
  readonly content: string
}

export interface ComparedRun {
  readonly entries: readonly ComparedEntry[]
  /** Packets beyond the bound, which are not compared. */
  readonly more: number
}

export type ComparedPair =
  | { readonly change: 'same' | 'changed'; readonly left: ComparedEntry; readonly right: ComparedEntry }
  | { readonly change: 'left-only'; readonly left: ComparedEntry; readonly right?: undefined }
  | { readonly change: 'right-only'; readonly left?: undefined; readonly right: ComparedEntry }

export type Change = ComparedPair['change']

export interface Comparison {
  readonly pairs: readonly ComparedPair[]
  readonly counts: Readonly<Record<Change, number>>
  /** False when the runs differ too much to be aligned with the least number of differences. */
  readonly exact: boolean
}

/** Entries of a run. */
const defaultMaxEntries = 5_000

const comparedKinds: ReadonlySet<PacketRow['kind']> = new Set(['event', 'ack', 'binary', 'connect', 'close'])

/** Where runs begin and end in a trace. */
export interface RunSpan {
  /** Counts the runs of the session, from 1. */
  readonly run: number
  readonly entry: string
  /** Microseconds since the session began. */
  readonly at: number
  /** `seq` of its first event. */
  readonly from: number
  /** `seq` of the first event of the next run; absent for the last one. */
  readonly until?: number
}

export function runSpans(events: readonly TraceEvent[]): readonly RunSpan[] {
  const starts = events.flatMap((event) => (event.kind === 'run' && event.phase === 'start' ? [event] : []))
  return starts.map(({ run, entry, at, seq }, index) => {
    const next = starts[index + 1]
    return { run, entry, at, from: seq, ...(next === undefined ? {} : { until: next.seq }) }
  })
}

/** What is compared of the run within `span`, in order. */
export function comparedRun(
  events: readonly TraceEvent[],
  { from, until = Number.POSITIVE_INFINITY }: Pick<RunSpan, 'from' | 'until'>,
  maxEntries = defaultMaxEntries,
): ComparedRun {
  const packets = new PacketsFold()
  const entries: ComparedEntry[] = []
  let more = 0
  for (const event of events) {
    if (event.seq < from || event.seq >= until) continue
    if (entries.length >= maxEntries) {
      if (event.kind === 'frame') more += 1
      continue
    }
    packets.push(event)
    const entry = event.kind === 'error' ? entryOfError(event) : entryOfPacket(packets.rowOf(event.seq))
    if (entry !== undefined) entries.push(entry)
  }
  return { entries, more }
}

/**
 * Aligns two runs by the order of their events. Equal ones find each other first, then those of equal signature, and at last
 * equal ones of a client that was sooner than another in one run and later in the other.
 */
export function compareRuns(left: readonly ComparedEntry[], right: readonly ComparedEntry[]): Comparison {
  const pairs: ComparedPair[] = []
  const whole = align(left.map(wholeKey), right.map(wholeKey))
  let { exact } = whole
  let gap: { left: ComparedEntry[]; right: ComparedEntry[] } = { left: [], right: [] }
  const closeGap = () => {
    const inGap = align(gap.left.map(signatureOf), gap.right.map(signatureOf))
    exact &&= inGap.exact
    for (const { left: l, right: r } of inGap.pairs) {
      const pair = pairOf(
        l === undefined ? undefined : gap.left[l],
        r === undefined ? undefined : gap.right[r],
      )
      if (pair !== undefined) pairs.push(pair)
    }
    gap = { left: [], right: [] }
  }
  for (const { left: l, right: r } of whole.pairs) {
    const [leftEntry, rightEntry] = [
      l === undefined ? undefined : left[l],
      r === undefined ? undefined : right[r],
    ]
    if (leftEntry !== undefined && rightEntry !== undefined) {
      closeGap()
      pairs.push({ change: 'same', left: leftEntry, right: rightEntry })
    } else if (leftEntry !== undefined) gap.left.push(leftEntry)
    else if (rightEntry !== undefined) gap.right.push(rightEntry)
  }
  closeGap()
  const settled = withoutRaces(pairs, wholeKey)
  const counts = { same: 0, changed: 0, 'left-only': 0, 'right-only': 0 }
  for (const { change } of settled) counts[change] += 1
  return { pairs: settled, counts, exact }
}

function pairOf(left: ComparedEntry | undefined, right: ComparedEntry | undefined): ComparedPair | undefined {
  if (left === undefined) return right === undefined ? undefined : { change: 'right-only', right }
  if (right === undefined) return { change: 'left-only', left }
  return { change: left.content === right.content ? 'same' : 'changed', left, right }
}

const signatureOf = ({ signature }: ComparedEntry) => signature
const wholeKey = ({ signature, content }: ComparedEntry) => JSON.stringify([signature, content])

function entryOfError(event: Extract<TraceEvent, { kind: 'error' }>): ComparedEntry {
  return {
    item: markOf(event, event.participant),
    signature: JSON.stringify(['error', event.participant, event.name]),
    content: event.message,
  }
}

function entryOfPacket(row: PacketRow | undefined): ComparedEntry | undefined {
  if (row === undefined || !comparedKinds.has(row.kind)) return undefined
  // The end of an Engine.IO connection is control traffic; that of a socket is not.
  if (row.kind === 'close' && row.type === undefined) return undefined
  const { kind, type, direction, client, namespace } = row
  const event = row.event ?? row.question?.event
  return {
    item: arrowOfPacket(row),
    signature: JSON.stringify([direction, client, kind, type, namespace, event]),
    content: contentOf(row),
  }
}

/** Ids of sockets and acknowledgements are others in every run. */
function contentOf({ kind, type, frame }: PacketRow): string {
  if (kind === 'binary') return frame.data
  if (type === 'connect') return ''
  const payload = frame.data.search(/[[{]/)
  return payload < 0 ? '' : frame.data.slice(payload)
}
