/** Every packet as a line of a table, control traffic included. */
import type { ComponentChildren } from 'preact'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import { formatBytes, formatMoment } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'
import { EmptyState } from './EmptyState.tsx'
import { participantStyle } from './participant-style.ts'
import { RowList, rowStyle } from './RowList.tsx'

const rowRem = 1.625
const columns = [
  'time',
  'client',
  'direction',
  'type',
  'namespace',
  'event',
  'ack',
  'size',
  'transport',
] as const

const rowId = (index: number) => `wli-packet-${index}`

export function PacketTable() {
  const { model, strings } = useInspector()
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const rows = model.packetRows()
  if (rows.length === 0) return <EmptyState of="packets" />
  const selection = model.selection.value
  const selected = selection === undefined ? undefined : rows.indexOfSeq(selection.seq)
  return (
    <RowList
      role="grid"
      label={strings.packets.label}
      count={rows.length}
      before={rows.before}
      rowRem={rowRem}
      selected={selected}
      rowId={rowId}
      columns={columns.length}
      head={
        <div role="row" class="wli-table-head wli-packet">
          {columns.map((column) => (
            <span key={column} role="columnheader" class={`wli-cell-${column}`}>
              <span class="wli-word">{strings.packets.columns[column]}</span>
            </span>
          ))}
        </div>
      }
      onSelect={(index) => {
        const row = rows.at(index)
        if (row !== undefined) model.select(row.seq)
      }}
    >
      {(first, last, rowPx) =>
        Array.from({ length: last - first }, (_, offset) => {
          const index = first + offset
          const row = rows.at(index)
          return row === undefined ? null : (
            <PacketLine key={row.seq} row={row} index={index} rowPx={rowPx} selected={index === selected} />
          )
        })
      }
    </RowList>
  )
}

interface PacketLineProps {
  readonly row: PacketRow
  readonly index: number
  readonly rowPx: number
  readonly selected: boolean
}

function PacketLine({ row, index, rowPx, selected }: PacketLineProps) {
  const { model, strings, language, nameOf } = useInspector()
  const up = row.direction === 'up'
  return (
    <div
      id={rowId(index)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      class={`wli-line-row wli-packet wli-packet-${row.kind}`}
      style={{ ...rowStyle(index, rowPx), ...participantStyle(up ? row.client : serverParticipant) }}
      onClick={() => model.select(row.seq)}
    >
      <Cell name="time">{formatMoment(row.at - model.runs.since(row.seq))}</Cell>
      <span role="gridcell" class="wli-cell-client" style={participantStyle(row.client)}>
        <span class="wli-dot" aria-hidden="true" /> {nameOf(row.client)}
      </span>
      <Cell name="direction">
        <span class="wli-way" aria-hidden="true">
          {up ? '↑ ' : '↓ '}
        </span>
        <span class="wli-word">{up ? strings.packets.up : strings.packets.down}</span>
      </Cell>
      <Cell name="type">{typeOf(row, strings.packets)}</Cell>
      <Cell name="namespace">{row.namespace ?? ''}</Cell>
      <span role="gridcell" class="wli-cell-event">
        <b>{row.event ?? row.question?.event ?? ''}</b> <span class="wli-preview">{row.preview}</span>
      </span>
      <Cell name="ack">{row.ackId === undefined ? '' : String(row.ackId)}</Cell>
      <Cell name="size">{formatBytes(row.size, language)}</Cell>
      <Cell name="transport">{row.transport}</Cell>
    </div>
  )
}

function Cell({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <span role="gridcell" class={`wli-cell-${name}`}>
      {children}
    </span>
  )
}

function typeOf(row: PacketRow, words: { attachment: string; plain: string; unreadable: string }): string {
  if (row.type !== undefined) return row.type.replace('_', ' ')
  if (row.kind === 'binary') return words.attachment
  if (row.problem === 'not-engine-io') return words.plain
  return row.engine ?? words.unreadable
}
