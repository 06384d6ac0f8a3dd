/** Every packet as a line of a table, control traffic included. */
import type { ComponentChildren } from 'preact'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import { formatBytes, formatMoment } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'
import { LineGrid, type LineAttributes } from './LineGrid.tsx'
import { participantStyle } from './participant-style.ts'

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

export function PacketTable() {
  const { strings } = useInspector()
  return (
    <LineGrid
      name="packets"
      rowsOf={(model) => model.rows.packets()}
      columns={columns}
      headOf={(column) => <span class="wli-word">{strings.packets.columns[column]}</span>}
    >
      {(row, attributes) => <PacketLine key={row.seq} row={row} attributes={attributes} />}
    </LineGrid>
  )
}

interface PacketLineProps {
  readonly row: PacketRow
  readonly attributes: LineAttributes
}

function PacketLine({ row, attributes }: PacketLineProps) {
  const { model, strings, language, nameOf } = useInspector()
  const up = row.direction === 'up'
  return (
    <div
      {...attributes}
      class={`wli-line-row wli-packets wli-packet-${row.kind}`}
      style={{ ...attributes.style, ...participantStyle(up ? row.client : serverParticipant) }}
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
