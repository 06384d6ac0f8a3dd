/**
 * A list of rows of one height, of which only those in view exist as elements. Follows the newest row until its reader
 * scrolls up; the arrow keys walk the selection. The focus stays on the list, which names its active row.
 */
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ComponentChildren, JSX } from 'preact'
import { useInspector } from './context.ts'
import { rootFontPx } from './root-font.ts'

/** Rows beyond the edge that exist already, so that scrolling shows no gap. */
const overscanRows = 6
/** The heights before the first measurement, pixels. */
const guessedHeightPx = 400

export interface RowListProps {
  readonly role: 'tree' | 'grid'
  readonly label: string
  readonly count: number
  /** Rows that stood before the first one and are gone or hidden: when they change, what is in view stays in view. */
  readonly before: number
  readonly rowRem: number
  readonly selected: number | undefined
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

export function rowStyle(index: number, rowPx: number): JSX.CSSProperties {
  return { height: `${rowPx}px`, transform: `translateY(${index * rowPx}px)` }
}

export function RowList(props: RowListProps) {
  const { count, before, selected, onSelect } = props
  const { strings, number } = useInspector()
  const scroller = useRef<HTMLDivElement>(null)
  const [fontPx] = useState(rootFontPx)
  const rowPx = Math.round(props.rowRem * fontPx)
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(guessedHeightPx)
  const [follows, setFollows] = useState(true)
  /** Rows that had existed, the gone ones included, when the reader left the end. */
  const seen = useRef(0)
  const lastTop = useRef(0)
  const lastBefore = useRef(before)

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const gone = before - lastBefore.current
    lastBefore.current = before
    if (follows) element.scrollTop = count * rowPx
    else if (gone !== 0) element.scrollTop -= gone * rowPx
    lastTop.current = element.scrollTop
    setTop(element.scrollTop)
  }, [count, before, follows, rowPx, height])

  const scrolled = () => {
    const element = scroller.current
    if (element === null) return
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < rowPx
    // Only a move upwards leaves the end: rows that were added since make the end move away by itself.
    if (atEnd) setFollows(true)
    else if (element.scrollTop < lastTop.current - 1) {
      if (follows) seen.current = before + count
      setFollows(false)
    }
    lastTop.current = element.scrollTop
    setTop(element.scrollTop)
  }

  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current
      if (element === null) return
      const rowTop = index * rowPx
      const headPx = element.scrollHeight - count * rowPx
      const bottom = rowTop + rowPx + headPx
      if (rowTop < element.scrollTop) element.scrollTop = rowTop
      else if (bottom > element.scrollTop + element.clientHeight) {
        element.scrollTop = bottom - element.clientHeight
      }
    },
    [rowPx, count],
  )

  // A selection that was made elsewhere (another tab, a jump to the answer) is brought into view.
  const revealed = useRef<number | undefined>(undefined)
  useLayoutEffect(() => {
    if (selected !== undefined && revealed.current === undefined) reveal(selected)
    revealed.current = selected
  }, [selected, reveal])

  const walk = (index: number) => {
    const target = Math.max(0, Math.min(count - 1, index))
    onSelect(target)
    reveal(target)
  }

  const pressed = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const page = Math.max(1, Math.floor(height / rowPx) - 1)
    const step = stepOf(event.key, page, count)
    if (step !== undefined) walk(step.to ?? (selected ?? (step.by > 0 ? -1 : count)) + step.by)
    else if (props.onKey?.(event.key, selected) !== true) return
    event.preventDefault()
  }

  const first = Math.max(0, Math.floor(top / rowPx) - overscanRows)
  const last = Math.min(count, Math.ceil((top + height) / rowPx) + overscanRows)
  const fresh = follows ? 0 : before + count - seen.current
  const activeVisible = selected !== undefined && selected >= first && selected < last

  return (
    <div class="wli-list">
      <div
        ref={scroller}
        class="wli-scroll"
        role={props.role}
        aria-label={props.label}
        aria-rowcount={props.role === 'grid' ? count + (props.head === undefined ? 0 : 1) : undefined}
        aria-colcount={props.role === 'grid' ? props.columns : undefined}
        aria-activedescendant={activeVisible ? props.rowId(selected) : undefined}
        tabIndex={0}
        onScroll={scrolled}
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
        <button type="button" class="wli-newer" onClick={() => setFollows(true)}>
          {strings.newer(number(fresh))}
        </button>
      )}
    </div>
  )
}

type Step =
  | { readonly to: number; readonly by?: undefined }
  | { readonly by: number; readonly to?: undefined }

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
