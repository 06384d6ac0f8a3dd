/** What the server and the pages printed, and what failed. */
import type { ConsoleEntry } from '../../../trace/console.ts'
import { inertLine } from '../../../trace/inert-text.ts'
import { formatMoment } from '../../../trace/quantity.ts'
import { typedSigns } from '../typed-signs.ts'
import { useInspector } from './context.ts'
import { LineGrid, type LineAttributes } from './LineGrid.tsx'
import { LocationButton } from './LocationButton.tsx'
import { participantStyle } from './participant-style.ts'

const columns = ['time', 'participant', 'text', 'location'] as const
/** Of a line in the list; the details show more. */
const lineMaxLength = 400

export function ConsoleView() {
  return (
    <LineGrid
      name="console"
      rowsOf={(model) => model.rows.console()}
      columns={columns}
      headOf={(column) => <Head column={column} />}
    >
      {(entry, attributes) => <ConsoleLine key={entry.seq} entry={entry} attributes={attributes} />}
    </LineGrid>
  )
}

/** Nearly every line is somebody's own word: what that means is said once, above them all. */
function Head({ column }: { readonly column: (typeof columns)[number] }) {
  const { strings } = useInspector()
  const name = strings.console.columns[column]
  if (column !== 'text') return <>{name}</>
  return (
    <>
      {name}
      <span class="wli-legend" title={strings.console.hollow}>
        <span class="wli-dot" data-claimed aria-hidden="true" /> {strings.console.hollow}
      </span>
    </>
  )
}

interface ConsoleLineProps {
  readonly entry: ConsoleEntry
  readonly attributes: LineAttributes
}

function ConsoleLine({ entry, attributes }: ConsoleLineProps) {
  const { model, strings, words, nameOf } = useInspector()
  const level = entry.kind === 'error' ? 'error' : entry.level
  const typed = entry.kind === 'console' ? entry.typed : undefined
  const text = entry.kind === 'error' ? `${entry.name}: ${entry.message}` : entry.parts.join(' ')
  return (
    <div {...attributes} class={`wli-line-row wli-console wli-level-${level}`}>
      <span role="gridcell" class="wli-cell-time">
        {formatMoment(entry.at - model.runs.since(entry.seq))}
      </span>
      <span role="gridcell" class="wli-cell-participant" style={participantStyle(entry.participant)}>
        <span class="wli-dot" data-claimed={entry.claimed} aria-hidden="true" /> {nameOf(entry.participant)}
        {entry.claimed && <span class="wli-said">, {words.claimed}</span>}
      </span>
      <span role="gridcell" class="wli-cell-text">
        {typed !== undefined && (
          <span class="wli-typed" title={strings.console.typed[typed]}>
            <span aria-hidden="true">{typedSigns[typed]}</span>
            <span class="wli-said">{strings.console.typed[typed]}: </span>
          </span>
        )}
        {level !== 'log' && <span class="wli-level">{strings.console.levels[level]}</span>}
        {inertLine(text, lineMaxLength)}
      </span>
      <span role="gridcell" class="wli-cell-location">
        <LocationButton location={entry} tabIndex={-1} />
      </span>
    </div>
  )
}
