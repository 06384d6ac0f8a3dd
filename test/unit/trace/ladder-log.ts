/** A log that grows event by event, with the ladder and what it is folded from. */
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { InsideJoin } from '../../../trace/inside-join.ts'
import { Ladder } from '../../../trace/ladder.ts'
import type { LadderFan } from '../../../trace/ladder-item.ts'
import type { WalkedTrace } from '../../../trace/ladder-walk.ts'
import { PacketsFold } from '../../../trace/packets.ts'
import { serverState } from '../../../trace/server-state.ts'

export class LadderLog {
  readonly inside = new InsideJoin()
  readonly packets = new PacketsFold()
  readonly events: TraceEvent[] = []
  #state = serverState.initial
  readonly ladder = new Ladder(this.inside, () => this.#state)

  constructor(drafts: readonly TraceEventDraft[] = []) {
    for (const draft of drafts) this.add(draft)
  }

  /** Each event is a millisecond after the one before unless it says otherwise. */
  add(draft: TraceEventDraft): void {
    const seq = this.events.length + 1
    const event: TraceEvent = { ...draft, seq, at: draft.at ?? seq * 1000 }
    this.events.push(event)
    this.#state = serverState.reduce(this.#state, event)
    this.packets.push(event)
    this.inside.push(event)
    this.ladder.push(event, this.packets.rowOf(seq))
  }

  get fans(): readonly LadderFan[] {
    return this.ladder.items.filter((item) => item.type === 'fan')
  }

  get walked(): WalkedTrace {
    return {
      inside: this.inside,
      rowOf: (seq) => this.packets.rowOf(seq),
      fanOf: (seq) => this.ladder.fanOf(seq),
    }
  }
}
