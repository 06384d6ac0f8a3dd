/** The ladder: lifelines from top to bottom, and between them an arrow for each packet as it crosses the wire. */
import { useMemo } from 'preact/hooks'
import { causeOfEvent, nextEffect } from '../../../trace/ladder-walk.ts'
import type { LadderFan } from '../../../trace/ladder-item.ts'
import type { LadderRow } from '../../../trace/ladder-rows.ts'
import { stepOnFan } from './fan-steps.ts'
import { useInspector } from './context.ts'
import { detailId } from './DetailPanel.tsx'
import { EmptyState } from './EmptyState.tsx'
import { AckBar } from './AckBar.tsx'
import { CompareView } from './CompareView.tsx'
import { LadderRowView } from './LadderRow.tsx'
import { MomentLine } from './MomentLine.tsx'
import { rowAtMoment } from './row-at-moment.ts'
import { Lifelines, LifelineHeads } from './Lifelines.tsx'
import { RowElements, type ShownRow } from './row-elements.ts'
import { RowList } from './RowList.tsx'

const rowRem = 1.875
/** Two lines of text. */
const sentenceRem = 2.625

const rowId = (index: number) => `wli-ladder-${index}`

/** Two runs side by side take the ladder's place. */
export function LadderView() {
  const { model } = useInspector()
  return model.comparison.open.value ? <CompareView /> : <Ladder />
}

function Ladder() {
  const { model, strings } = useInspector()
  const elements = useMemo(() => new RowElements(), [])
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const { rows, before } = model.rows.ladder()
  if (rows.length === 0) return <EmptyState of="ladder" />
  const selection = model.selection.value
  const selected = selection === undefined ? undefined : model.rows.ladderIndex(rows, selection)

  const inSentences = model.inSentences.value
  const moment = model.moment.travelled.value
  const turned = moment === undefined ? undefined : rowAtMoment(rows, moment.seq)

  const walkCauses = (name: '[' | ']') => {
    if (selection?.kind !== 'event') return false
    const step = name === '[' ? causeOfEvent : nextEffect
    const seq = step(selection.seq, model.walked)
    if (seq !== undefined) model.select(seq)
    return true
  }

  const walkFan = (fan: LadderFan, by: 1 | -1) => {
    const next = stepOnFan(fan, model.lanes, model.selection.value, by)
    if (next !== undefined) model.selection.value = next
    return next !== undefined
  }

  const key = (name: string, index: number | undefined) => {
    const row = index === undefined ? undefined : rows.at(index)
    if (row === undefined) return false
    const chapter = row.level === 2 ? row.chapter : row.item.type === 'chapter' ? row.item : undefined
    switch (name) {
      case '[':
      case ']':
        return walkCauses(name)
      case 'Enter':
      case ' ':
        if (row.level === 1 && chapter !== undefined) model.setChapterOpen(chapter.seq, !row.open)
        else document.getElementById(detailId)?.focus()
        return true
      case 'ArrowRight':
        if (row.item.type === 'fan') return walkFan(row.item, 1)
        if (chapter !== undefined) model.setChapterOpen(chapter.seq, true)
        return chapter !== undefined
      case 'ArrowLeft':
        if (row.item.type === 'fan') return walkFan(row.item, -1)
        if (chapter === undefined) return false
        model.setChapterOpen(chapter.seq, false)
        model.selectChapter(chapter.seq)
        return true
      default:
        return false
    }
  }

  const rowsBetween = (first: number, last: number) => {
    const shown = Array.from({ length: last - first }, (_, offset) => rows.at(first + offset) ?? []).flat()
    // In a trace that is followed each row keeps its element; who travels jumps from place to place.
    const keys = moment === undefined ? undefined : elements.keysOf(shown.map(lookOfRow))
    return shown.map((row, place) => ({ row, key: keys?.[place] ?? `${row.level}.${row.item.seq}` }))
  }

  return (
    <div class="wli-ladder">
      <RowList
        key={`${model.filter.turn.value} ${inSentences}`}
        role="tree"
        label={strings.ladder.label}
        count={rows.length}
        before={before}
        rowRem={inSentences ? sentenceRem : rowRem}
        selected={selected}
        turned={turned}
        rowId={rowId}
        head={inSentences ? undefined : <LifelineHeads />}
        onSelect={(index) => {
          const row = rows.at(index)
          if (row !== undefined) model.selectRow(row)
        }}
        onKey={key}
      >
        {(first, last, rowPx) => (
          <>
            {!inSentences && <Lifelines />}
            {!inSentences && <AckBar rows={rows} rowPx={rowPx} />}
            {moment !== undefined && <MomentLine moment={moment} top={((turned ?? -1) + 1) * rowPx} />}
            {rowsBetween(first, last).map((row, offset) => (
              <LadderRowView
                key={row.key}
                row={row.row}
                id={rowId(first + offset)}
                index={first + offset}
                count={rows.length}
                rowPx={rowPx}
                selected={first + offset === selected}
              />
            ))}
          </>
        )}
      </RowList>
    </div>
  )
}

function lookOfRow({ item }: LadderRow): ShownRow {
  return { seq: item.seq, look: item.type }
}
