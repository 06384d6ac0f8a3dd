/** Beside the asker's lifeline, a bar from the selected question to its answer: how long the asker waited. */
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import type { LadderRows } from '../../../trace/ladder-rows.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import { formatDuration } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'
import type { InspectorModel } from './inspector-model.ts'
import { participantStyle, percent } from './participant-style.ts'

export function AckBar({ rows, rowPx }: { readonly rows: LadderRows; readonly rowPx: number }) {
  const { model, language } = useInspector()
  const selection = model.selection.value
  const row = selection?.kind === 'event' ? askedAt(selection.seq, model) : undefined
  const other = row?.answer ?? row?.question
  if (row === undefined || other === undefined) return null
  const ends = [rows.indexOfSeq(row.seq), rows.indexOfSeq(other.seq)]
  const [from, to] = ends.toSorted((a, b) => (a ?? 0) - (b ?? 0))
  if (from === undefined || to === undefined) return null
  const questionWentUp = (row.direction === 'up') === (row.answer !== undefined)
  const [asker, answerer] = questionWentUp ? [row.client, serverParticipant] : [serverParticipant, row.client]
  const place = model.lanes.place(asker)
  return (
    <div class="wli-lanes wli-ackbars" aria-hidden="true">
      <span
        class={`wli-ackbar wli-ackbar-${place > model.lanes.place(answerer) ? 'right' : 'left'}`}
        style={{
          ...participantStyle(asker),
          left: percent(place),
          top: `${from * rowPx}px`,
          height: `${(to - from) * rowPx}px`,
        }}
      >
        <span>{formatDuration(other.latencyUs, language)}</span>
      </span>
    </div>
  )
}

/** A question or an answer; of a call that asked several, the question that waited longest. */
function askedAt(seq: number, model: InspectorModel): PacketRow | undefined {
  const row = model.packet(seq)
  if (row !== undefined) return row
  const asked = (model.fan(seq)?.arrows ?? []).flatMap((arrow) => model.packet(arrow.seq) ?? [])
  return asked.toSorted((a, b) => (b.answer?.latencyUs ?? 0) - (a.answer?.latencyUs ?? 0))[0]
}
