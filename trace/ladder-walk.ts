/** Cause and effect between the events of a ladder: what a reader walks along. */
import type { InsideJoin } from './inside-join.ts'
import type { LadderFan } from './ladder-item.ts'
import type { PacketRow } from './packet-row.ts'

export interface WalkedTrace {
  readonly inside: InsideJoin
  readonly rowOf: (frame: number) => PacketRow | undefined
  /** The fan that shows a frame or an `emit` event. */
  readonly fanOf: (seq: number) => LadderFan | undefined
}

/** The received packet from which an event came; of an answer, the question. */
export function causeOfEvent(seq: number, trace: WalkedTrace): number | undefined {
  const row = trace.rowOf(seq)
  if (row === undefined) return trace.inside.causeOf(seq)?.frame
  if (row.attachmentOf !== undefined) return row.attachmentOf.seq
  if (row.question !== undefined) return row.question.seq
  const emit = trace.inside.emitOf(seq)?.emit
  return emit === undefined ? undefined : trace.inside.causeOf(emit)?.frame
}

/** What came of an event, in order: what the server sent because of a packet, or the answers to it. */
export function effectsOfEvent(seq: number, trace: WalkedTrace): readonly number[] {
  const row = trace.rowOf(seq)
  if (row === undefined) return answersTo(trace.fanOf(seq), trace)
  const emits = trace.inside.emitsFrom(seq).flatMap((emit) => shownOf(emit, trace) ?? [])
  const answer = row.answer === undefined ? [] : [row.answer.seq]
  return [...new Set([...emits, ...answer])].sort((a, b) => a - b)
}

/** One step along the effects: to the first of its own, else to the next one of the same cause. */
export function nextEffect(seq: number, trace: WalkedTrace): number | undefined {
  const [first] = effectsOfEvent(seq, trace)
  if (first !== undefined) return first
  const cause = causeOfEvent(seq, trace)
  if (cause === undefined) return undefined
  const own = trace.fanOf(seq)?.seq ?? seq
  return effectsOfEvent(cause, trace).find((effect) => effect > own)
}

/** Where a ladder shows an emit: its fan, or the frame that carried it; nowhere while that has not crossed. */
export function shownOf(emit: number, { inside, fanOf }: WalkedTrace): number | undefined {
  return fanOf(emit)?.seq ?? inside.deliveriesOf(emit)[0]?.frames[0]
}

function answersTo(fan: LadderFan | undefined, { rowOf }: WalkedTrace): readonly number[] {
  return (fan?.arrows ?? []).flatMap(({ seq }) => rowOf(seq)?.answer?.seq ?? [])
}
