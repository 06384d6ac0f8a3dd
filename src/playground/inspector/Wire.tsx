/** Arrows. The shape says what kind of packet it is, the colour who sent it. */
import { useState } from 'preact/hooks'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import type { LadderArrow, LadderChapter } from '../../../trace/ladder-item.ts'
import { chapterText, transportsOf } from '../../../trace/ladder-sentence.ts'
import { formatBytes } from '../../../trace/quantity.ts'
import { filterStrings } from '../../strings/filter.ts'
import { AckTimeoutSign } from './AckTimeout.tsx'
import { useInspector } from './context.ts'
import { participantStyle, type Style } from './participant-style.ts'

interface Extent {
  readonly from: number
  readonly to: number
}

/** Left edge and width of an arrow. */
function extentStyle({ from, to }: Extent): Style {
  return { '--wli-left': String(Math.min(from, to)), '--wli-width': String(Math.abs(to - from)) }
}

/** `from` and `to` are the places of its lifelines, which move when a client joins. */
export function Wire({ arrow, ...extent }: { readonly arrow: LadderArrow } & Extent) {
  const { model, language } = useInspector()
  // Decided once: the arrow draws itself when it arrives, not whenever it comes into view again.
  const [fresh] = useState(() => arrow.seq > model.freshAfter)
  const sender = arrow.direction === 'up' ? arrow.client : serverParticipant
  const heads = arrow.shape === 'request' ? 'both' : extent.to > extent.from ? 'right' : 'left'
  return (
    <span
      class={`wli-wire wli-wire-${arrow.shape} wli-heads-${heads}${fresh ? ' wli-fresh' : ''}`}
      style={{ ...participantStyle(sender), ...extentStyle(extent) }}
    >
      <span class="wli-line" />
      <span class="wli-label">
        <span class="wli-label-text">
          {arrow.namespace !== undefined && <span class="wli-soft">{arrow.namespace} </span>}
          <b>{arrow.label}</b>
          {arrow.ackId !== undefined && <AckNumber arrow={arrow} />}
          {arrow.preview !== '' && <span class="wli-preview"> {arrow.preview}</span>}
          {arrow.shape === 'binary' && <span class="wli-soft"> {formatBytes(arrow.size, language)}</span>}
        </span>
        <AckTimeoutSign seqs={[arrow.seq]} />
        {arrow.problem !== undefined && <span class="wli-problem-sign">!</span>}
      </span>
      {arrow.transport === 'polling' && <TransportOnLine>polling</TransportOnLine>}
    </span>
  )
}

export function ChapterWire({ chapter, open }: { readonly chapter: LadderChapter; readonly open: boolean }) {
  const { model, words, language } = useInspector()
  const places = [...chapter.clients, serverParticipant].map((id) => model.lanes.place(id))
  const extent = { from: Math.min(...places), to: Math.max(...places) }
  const transports = transportsOf(chapter)
  const only = chapter.clients.length === 1 ? chapter.clients[0] : undefined
  const text = chapterText(chapter, language)
  const [shown, all] = [model.rows.stepsOf(chapter).length, chapter.members.length]
  const steps = shown === all ? words.steps(all) : filterStrings(language).steps(shown, all)
  const characters = text.length + 1 + steps.length
  return (
    <span
      class="wli-wire wli-wire-chapter wli-heads-both"
      style={{ ...participantStyle(only ?? serverParticipant), ...extentStyle(extent) }}
    >
      <span class="wli-line" />
      <span class="wli-label" style={{ '--wli-characters': String(characters) }}>
        <span class={`wli-fold${open ? ' wli-fold-open' : ''}`} />
        <span class="wli-label-text">
          {text} <span class="wli-soft wli-count">{steps}</span>
        </span>
      </span>
      {transports.length > 0 && <TransportOnLine>{transports.join(' → ')}</TransportOnLine>}
    </span>
  )
}

/** Stands on the line itself, where the line is long enough for it. */
function TransportOnLine({ children }: { readonly children: string }) {
  return (
    <span class="wli-transport">
      <span>{children}</span>
    </span>
  )
}

function AckNumber({ arrow }: { readonly arrow: LadderArrow }) {
  return <span class="wli-ack">{arrow.shape === 'ack' ? ` ack ${arrow.ackId}` : ` ack ${arrow.ackId}?`}</span>
}
