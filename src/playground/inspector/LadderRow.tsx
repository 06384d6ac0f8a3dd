/** One row of the ladder. */
import { Fragment } from 'preact'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import type { LadderBoundary, LadderItem, LadderMark } from '../../../trace/ladder-item.ts'
import type { LadderRow } from '../../../trace/ladder-rows.ts'
import { boundaryName, listeningTexts, markText, sentenceOf } from '../../../trace/ladder-sentence.ts'
import { formatMoment } from '../../../trace/quantity.ts'
import { FanWire } from './FanWire.tsx'
import { LadderMarkSign } from './LadderMarkSign.tsx'
import { ChapterWire, Wire } from './Wire.tsx'
import { AckTimeoutText } from './AckTimeout.tsx'
import { StepsPassing } from './FilteredSteps.tsx'
import { useInspector } from './context.ts'
import { participantStyle } from './participant-style.ts'
import { rowStyle } from './RowList.tsx'

export interface LadderRowProps {
  readonly row: LadderRow
  readonly id: string
  readonly index: number
  readonly count: number
  readonly rowPx: number
  readonly selected: boolean
}

export function LadderRowView({ row, id, index, count, rowPx, selected }: LadderRowProps) {
  const { model, language, nameOf } = useInspector()
  const { item } = row
  const since = model.runs.since(item.seq)
  const opens = row.level === 1 && item.type === 'chapter'
  const moment = model.moment.travelled.value
  const inSentences = model.inSentences.value
  const clicked = () => {
    if (opens) model.setChapterOpen(item.seq, !row.open)
    model.selectRow(row)
  }
  return (
    <div
      id={id}
      class={`wli-row wli-row-${item.type}${row.level === 2 ? ' wli-row-member' : ''}`}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-expanded={opens ? row.open : undefined}
      aria-selected={selected}
      data-after={(moment !== undefined && item.seq > moment.seq) || undefined}
      style={rowStyle(index, rowPx)}
      onClick={clicked}
    >
      <span class={inSentences ? 'wli-sentence' : 'wli-said'}>
        {sentenceOf(item, { language, nameOf, since })}
        {item.type === 'chapter' && <StepsPassing chapter={item} />}
        <AckTimeoutText seqs={framesOf(item)} />
      </span>
      <span class="wli-time" aria-hidden="true">
        {item.type === 'boundary' ? '' : formatMoment(item.at - since)}
      </span>
      {!inSentences && (
        <div class="wli-lanes" aria-hidden="true">
          <Content item={item} open={row.level === 1 && row.open} />
        </div>
      )}
    </div>
  )
}

/** That may have asked for an answer. */
function framesOf(item: LadderItem): readonly number[] {
  if (item.type === 'arrow') return [item.seq]
  return item.type === 'fan' ? item.arrows.map(({ seq }) => seq) : []
}

function Content({ item, open }: { readonly item: LadderItem; readonly open: boolean }) {
  const { model } = useInspector()
  switch (item.type) {
    case 'arrow':
      return <Wire arrow={item} {...model.lanes.arrow(item.client, item.direction)} />
    case 'chapter':
      return <ChapterWire chapter={item} open={open} />
    case 'mark':
      return <Mark mark={item} />
    case 'boundary':
      return <Boundary boundary={item} />
    case 'fan':
      return <FanWire fan={item} />
  }
}

function Mark({ mark }: { readonly mark: LadderMark }) {
  const { model, language } = useInspector()
  const { event } = mark
  const place = model.lanes.place(mark.participant)
  const look = event.kind === 'console' ? `console-${event.typed ?? event.level}` : event.kind
  const side = place > 0.5 ? 'left' : 'right'
  return (
    <span
      class={`wli-mark wli-mark-${look} wli-mark-${side}`}
      data-claimed={event.claimed}
      style={{ ...participantStyle(mark.participant), '--wli-at': String(place) }}
    >
      <LadderMarkSign mark={mark} />
      <span class="wli-mark-text">{markText(mark, language)}</span>
    </span>
  )
}

function Boundary({ boundary }: { readonly boundary: LadderBoundary }) {
  const { strings, language } = useInspector()
  const { event } = boundary
  const look = event.kind === 'run' ? event.phase : event.kind
  return (
    <span class={`wli-boundary wli-boundary-${look}`} style={participantStyle(serverParticipant)}>
      <span class="wli-boundary-text">
        {boundaryName(boundary, language)}
        {listeningTexts(boundary, language).map((text, index) => (
          <Fragment key={text}>
            {' · '}
            {boundary.listening[index]?.claimed && (
              <span class="wli-dot" data-claimed title={strings.console.hollow} />
            )}{' '}
            {text}
          </Fragment>
        ))}
      </span>
    </span>
  )
}
