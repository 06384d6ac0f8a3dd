/** What the server and the pages printed, and what failed. */
import type { ConsoleEntry } from '../../../trace/console.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { formatMoment } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'
import { EmptyState } from './EmptyState.tsx'
import { LocationButton } from './LocationButton.tsx'
import { participantStyle } from './participant-style.ts'
import { RowList, rowStyle } from './RowList.tsx'

const rowRem = 1.625
const columns = ['time', 'participant', 'text', 'location'] as const
/** Of a line in the list; the details show more. */
const lineMaxLength = 400

const rowId = (index: number) => `wli-console-${index}`

export function ConsoleView() {
  const { model, strings } = useInspector()
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const rows = model.consoleRows()
  if (rows.length === 0) return <EmptyState of="console" />
  const selection = model.selection.value
  const selected = selection === undefined ? undefined : rows.indexOfSeq(selection.seq)
  return (
    <RowList
      role="grid"
      label={strings.console.label}
      count={rows.length}
      before={rows.before}
      rowRem={rowRem}
      selected={selected}
      rowId={rowId}
      columns={columns.length}
      onSelect={(index) => {
        const row = rows.at(index)
        if (row !== undefined) model.select(row.seq)
      }}
    >
      {(first, last, rowPx) =>
        Array.from({ length: last - first }, (_, offset) => {
          const index = first + offset
          const entry = rows.at(index)
          return entry === undefined ? null : (
            <ConsoleLine
              key={entry.seq}
              entry={entry}
              index={index}
              rowPx={rowPx}
              selected={index === selected}
            />
          )
        })
      }
    </RowList>
  )
}

interface ConsoleLineProps {
  readonly entry: ConsoleEntry
  readonly index: number
  readonly rowPx: number
  readonly selected: boolean
}

function ConsoleLine({ entry, index, rowPx, selected }: ConsoleLineProps) {
  const { model, strings, nameOf } = useInspector()
  const level = entry.kind === 'error' ? 'error' : entry.level
  const text = entry.kind === 'error' ? `${entry.name}: ${entry.message}` : entry.parts.join(' ')
  return (
    <div
      id={rowId(index)}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      class={`wli-line-row wli-console wli-level-${level}`}
      style={rowStyle(index, rowPx)}
      onClick={() => model.select(entry.seq)}
    >
      <span role="gridcell" class="wli-cell-time">
        {formatMoment(entry.at - model.runs.since(entry.seq))}
      </span>
      <span role="gridcell" class="wli-cell-participant" style={participantStyle(entry.participant)}>
        <span class="wli-dot" aria-hidden="true" /> {nameOf(entry.participant)}
      </span>
      <span role="gridcell" class="wli-cell-text">
        {level !== 'log' && <span class="wli-level">{strings.console.levels[level]}</span>}
        {inertText(text, lineMaxLength)}
      </span>
      <span role="gridcell" class="wli-cell-location">
        <LocationButton location={entry} tabIndex={-1} />
      </span>
    </div>
  )
}
