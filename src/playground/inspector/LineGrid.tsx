/** A grid of one-line rows that grows at its end: the frame that the table of packets and the console share. */
import type { ComponentChildren } from 'preact'
import type { InspectorModel } from './inspector-model.ts'
import type { RowsInView } from './rows-in-view.ts'
import { useInspector } from './context.ts'
import { EmptyState } from './EmptyState.tsx'
import type { Style } from './participant-style.ts'
import { RowList, rowStyle } from './RowList.tsx'

const rowRem = 1.625

/** What makes an element a row of the grid. */
export interface LineAttributes {
  readonly id: string
  readonly role: 'row'
  readonly 'aria-rowindex': number
  readonly 'aria-selected': boolean
  readonly style: Style
  readonly onClick: () => void
}

export interface LineGridProps<Row, Column extends string> {
  readonly name: 'packets' | 'console'
  readonly rowsOf: (model: InspectorModel) => RowsInView<Row>
  readonly columns: readonly Column[]
  /** What a column's head says. */
  readonly headOf: (column: Column) => ComponentChildren
  readonly children: (row: Row, attributes: LineAttributes) => ComponentChildren
}

export function LineGrid<Row extends { readonly seq: number }, Column extends string>({
  name,
  rowsOf,
  columns,
  headOf,
  children,
}: LineGridProps<Row, Column>) {
  const { model, strings } = useInspector()
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const rows = rowsOf(model)
  if (rows.length === 0) return <EmptyState of={name} />
  const selection = model.selection.value
  const selected = selection === undefined ? undefined : rows.indexOfSeq(selection.seq)
  const rowId = (index: number) => `wli-${name}-${index}`
  return (
    <RowList
      key={model.filter.turn.value}
      role="grid"
      label={strings[name].label}
      count={rows.length}
      before={rows.before}
      rowRem={rowRem}
      selected={selected}
      turned={model.moment.travelled.value === undefined ? undefined : rows.length - 1}
      rowId={rowId}
      columns={columns.length}
      head={
        <div role="row" class={`wli-table-head wli-${name}`}>
          {columns.map((column) => (
            <span key={column} role="columnheader" class={`wli-cell-${column}`}>
              {headOf(column)}
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
          if (row === undefined) return null
          return children(row, {
            id: rowId(index),
            role: 'row',
            // The head is the first row.
            'aria-rowindex': index + 2,
            'aria-selected': index === selected,
            style: rowStyle(index, rowPx),
            onClick: () => model.select(row.seq),
          })
        })
      }
    </RowList>
  )
}
