/**
 * Where a list is scrolled to. A growing one follows its end until its reader scrolls up, or until following would carry
 * the selected row out of view; the reader takes it up again by scrolling to the end or by {@link Following.resume}. One
 * that is complete is read from its beginning.
 */
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks'
import type { RefObject } from 'preact'

/** Around the moment that is travelled to, so many rows are in view. */
const contextRows = 3
/** Before the first measurement, pixels. */
const guessedHeightPx = 400

export interface FollowedList {
  readonly count: number
  /** Nothing will follow, though not all of it may have been read yet. */
  readonly complete: boolean
  /** Rows that stood before the first one and are gone or hidden: when they change, what is in view stays in view. */
  readonly before: number
  readonly rowPx: number
  readonly selected: number | undefined
  /** The row of the moment that its reader travelled to: it stays in view, and the end is not followed. */
  readonly turned: number | undefined
}

export interface Following {
  readonly scroller: RefObject<HTMLDivElement>
  readonly top: number
  readonly height: number
  /** Rows that came since the end was left. */
  readonly fresh: number
  readonly onScroll: () => void
  /** Scrolls as little as possible to show a row. */
  readonly reveal: (index: number) => void
  readonly resume: () => void
  /** The reader turned to a row: it holds the view from now on. */
  readonly hold: () => void
}

export function useFollowing({ count, complete, before, rowPx, selected, turned }: FollowedList): Following {
  const scroller = useRef<HTMLDivElement>(null)
  /** Where the list is scrolled to, without asking the browser: it would lay the page out to answer. */
  const place = useRef(0)
  const [, draw] = useReducer((times: number) => times + 1, 0)
  const [{ height, headPx }, setSize] = useState({ height: guessedHeightPx, headPx: 0 })
  const [follows, setFollows] = useState(!complete)
  const follow = follows && turned === undefined
  const endTop = Math.max(0, count * rowPx + headPx - height)
  const last = useRef({ before, count, top: 0, height: guessedHeightPx })
  const moveTo = (top: number) => {
    if (Math.abs(place.current - top) < 1) return
    place.current = top
    draw(undefined)
  }
  // A row that was turned to is drawn in place at once, not after the browser has scrolled there.
  const aimed = useRef<number | undefined>(undefined)
  const aim =
    turned === undefined || turned === aimed.current
      ? undefined
      : Math.round(Math.max(0, Math.min(endTop, around(turned, place.current, { rowPx, height, headPx }))))
  /** Rows there had been, the gone ones included, when the end was left. */
  const seen = useRef(0)
  const released = useRef(false)

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => {
      // What stays in view above the rows, if anything does, comes before them.
      const head = element.childElementCount > 1 ? element.firstElementChild : null
      setSize({ height: element.clientHeight, headPx: head?.clientHeight ?? 0 })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const reveal = (index: number) => {
    const element = scroller.current
    if (element === null) return
    const rowTop = index * rowPx
    const bottom = rowTop + rowPx + headPx
    if (rowTop < element.scrollTop) element.scrollTop = rowTop
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight
  }

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const gone = before - last.current.before
    const oldTop = selected === undefined ? 0 : (selected + gone) * rowPx
    const wasVisible = oldTop >= last.current.top && oldTop < last.current.top + last.current.height
    const held = selected !== undefined && !released.current && wasVisible
    if (follow && held && selected * rowPx < endTop) {
      seen.current = last.current.before + last.current.count
      setFollows(false)
      // This effect runs again, with the selected row in view.
      return
    }
    if (follow) {
      element.scrollTop = endTop
      place.current = endTop
    } else if (gone !== 0) element.scrollTop -= gone * rowPx
    if (held && height !== last.current.height) reveal(selected)
    // Reading the place makes the browser lay the page out: while following, it is known.
    last.current = { before, count, top: follow ? endTop : element.scrollTop, height }
    if (!follow) moveTo(element.scrollTop)
  }, [count, before, follow, rowPx, height, headPx])

  // A selection that was made elsewhere (another tab, a jump to the answer) is brought into view.
  const revealed = useRef<number | undefined>(undefined)
  useLayoutEffect(() => {
    if (selected !== undefined && revealed.current !== selected) reveal(selected)
    revealed.current = selected
  }, [selected])

  const travels = turned !== undefined
  useLayoutEffect(() => {
    if (!travels && !complete) setFollows(true)
  }, [travels])
  useLayoutEffect(() => {
    aimed.current = turned
    const element = scroller.current
    if (element === null || aim === undefined) return
    place.current = aim
    last.current.top = aim
    element.scrollTop = aim
  }, [turned])

  const onScroll = () => {
    const element = scroller.current
    if (element === null) return
    // Only a move upwards leaves the end: rows that were added since make the end move away by itself.
    if (endTop - element.scrollTop < rowPx && !travels && !complete) setFollows(true)
    else if (follows && element.scrollTop < last.current.top - 1) {
      seen.current = before + count
      setFollows(false)
    }
    last.current.top = element.scrollTop
    moveTo(element.scrollTop)
  }

  return {
    scroller,
    top: follow ? endTop : (aim ?? place.current),
    height,
    fresh: complete || follows || travels ? 0 : before + count - seen.current,
    onScroll,
    reveal,
    resume: () => {
      released.current = true
      setFollows(true)
    },
    hold: () => {
      released.current = false
    },
  }
}

/** The least move from `top` after which a row is in view with those around it. */
function around(
  row: number,
  top: number,
  { rowPx, height, headPx }: { readonly rowPx: number; readonly height: number; readonly headPx: number },
): number {
  const least = (row + 1 + contextRows) * rowPx + headPx - height
  const most = (row - contextRows) * rowPx
  return Math.min(Math.max(top, least), Math.max(most, least))
}
