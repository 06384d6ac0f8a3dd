/** The first items of a list, and a button for the rest. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useInspector } from './context.ts'

export interface CappedProps<Item> {
  readonly items: readonly Item[]
  /** Shown at first. */
  readonly first: number
  /** Shown in any case at most: a page draws no more. */
  readonly most: number
  readonly children: (item: Item) => ComponentChildren
}

export function Capped<Item>({ items, first, most, children }: CappedProps<Item>) {
  const { strings, number } = useInspector()
  const [all, setAll] = useState(false)
  const shown = all ? most : first
  const rest = items.length - shown
  return (
    <>
      {items.slice(0, shown).map((item) => children(item))}
      {(rest > 0 || (all && items.length > first)) && (
        <li class="wli-state-more">
          {all ? (
            <>
              {rest > 0 && <span class="wli-soft">{strings.state.more(number(rest))} </span>}
              <button type="button" class="wli-link" aria-expanded={true} onClick={() => setAll(false)}>
                {strings.state.fewer}
              </button>
            </>
          ) : (
            <button type="button" class="wli-link" aria-expanded={false} onClick={() => setAll(true)}>
              {strings.state.more(number(rest))}
            </button>
          )}
        </li>
      )}
    </>
  )
}
