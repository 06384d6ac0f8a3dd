/**
 * A list of rows of one height, of which only those in view exist as elements. Follows the newest row of a trace that goes
 * on until its reader scrolls up; the arrow keys walk the selection. The focus stays on the list, which names its active row.
 */
import { useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import { useInspector } from './context.ts'
import type { Style } from './participant-style.ts'
import { rootFontPx } from './root-font.ts'
import { useFollowing } from './use-following.ts'

/** Rows beyond the edge that exist already, so that scrolling shows no gap. */
const overscanRows = 6
/** Who travels jumps: rows beyond the edge would be made for each place and seen at none. */
const overscanRowsTravelling = 1

export interface RowListProps {
  readonly role: 'tree' | 'grid'
  readonly label: string
  readonly count: number
  /** Rows that stood before the first one and are gone or hidden: when they change, what is in view stays in view. */
  readonly before: number
  readonly rowRem: number
  readonly selected: number | undefined
  /** The row of the moment that its reader travelled to. */
  readonly turned: number | undefined
  readonly rowId: (index: number) => string
  readonly columns?: number
  /** Stays in view above the rows. */
  readonly head?: ComponentChildren
  readonly onSelect: (index: number) => void
  /** A key that is not about walking. True when it was used. */
  readonly onKey?: (key: string, index: number | undefined) => boolean
  /** The rows from `first` to before `last`, each placed by {@link rowStyle}. */
  readonly children: (first: number, last: number, rowPx: number) => ComponentChildren
}

export function rowStyle(index: number, rowPx: number): Style {
  return { height: `${rowPx}px`, transform: `translateY(${index * rowPx}px)` }
}

export function RowList(props: RowListProps) {
  const { count, before, selected, turned, onSelect } = props
  const { model, strings, number } = useInspector()
  const [fontPx] = useState(rootFontPx)
  const rowPx = Math.round(props.rowRem * fontPx)
  const view = useFollowing({ count, complete: model.complete, before, rowPx, selected, turned })
  const { top, height, fresh } = view

  const walk = (index: number) => {
    const target = Math.max(0, Math.min(count - 1, index))
    onSelect(target)
    view.reveal(target)
  }

  const pressed = (event: KeyboardEvent) => {
    view.hold()
    const bracket = bracketOf(event)
    // With AltGr, which types a bracket on many keyboards, browsers report Ctrl and Alt.
    if (bracket === undefined && (event.altKey || event.ctrlKey || event.metaKey)) return
    const page = Math.max(1, Math.floor(height / rowPx) - 1)
    const step = stepOf(event.key, page, count)
    if (step !== undefined) walk(step.to ?? (selected ?? (step.by > 0 ? -1 : count)) + step.by)
    else if (props.onKey?.(bracket ?? event.key, selected) !== true) return
    event.preventDefault()
  }

  const overscan = turned === undefined ? overscanRows : overscanRowsTravelling
  const first = Math.max(0, Math.floor(top / rowPx) - overscan)
  const last = Math.min(count, Math.ceil((top + height) / rowPx) + overscan)
  const activeVisible = selected !== undefined && selected >= first && selected < last

  return (
    <div class="wli-list">
      <div
        ref={view.scroller}
        class="wli-scroll"
        role={props.role}
        aria-label={props.label}
        aria-rowcount={props.role === 'grid' ? count + (props.head === undefined ? 0 : 1) : undefined}
        aria-colcount={props.role === 'grid' ? props.columns : undefined}
        aria-activedescendant={activeVisible ? props.rowId(selected) : undefined}
        tabIndex={0}
        onScroll={view.onScroll}
        onClick={view.hold}
        onKeyDown={pressed}
      >
        {props.head}
        <div
          class="wli-space"
          role={props.role === 'grid' ? 'rowgroup' : 'none'}
          style={{ height: `${count * rowPx}px` }}
        >
          {props.children(first, last, rowPx)}
        </div>
      </div>
      {fresh > 0 && (
        <button type="button" class="wli-newer" onClick={view.resume}>
          {strings.newer(number(fresh))}
        </button>
      )}
    </div>
  )
}

type Step =
  | { readonly to: number; readonly by?: undefined }
  | { readonly by: number; readonly to?: undefined }

/** By what it types, or by its place where another alphabet is typed: in Russian the keys are х and ъ. */
function bracketOf({ key, code, altKey, ctrlKey, metaKey }: KeyboardEvent): '[' | ']' | undefined {
  if (key === '[' || key === ']') return key
  if (altKey || ctrlKey || metaKey) return undefined
  if (code === 'BracketLeft') return '['
  return code === 'BracketRight' ? ']' : undefined
}

function stepOf(key: string, page: number, count: number): Step | undefined {
  switch (key) {
    case 'ArrowDown':
      return { by: 1 }
    case 'ArrowUp':
      return { by: -1 }
    case 'PageDown':
      return { by: page }
    case 'PageUp':
      return { by: -page }
    case 'Home':
      return { to: 0 }
    case 'End':
      return { to: count - 1 }
    default:
      return undefined
  }
}
