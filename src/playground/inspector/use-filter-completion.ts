/** What is offered to who types a filter: which options, which of them is active, and what taking one makes of the text. */
import { useMemo, useState } from 'preact/hooks'
import { completionAt, type CompletionOption } from '../../../trace/filter/completion.ts'
import type { FilterModel } from './filter-model.ts'

export interface FilterCompletion {
  /** None are shown where there are none. */
  readonly options: readonly CompletionOption[]
  readonly active: number | undefined
  /** Somebody typed or turned to a place of the text. */
  readonly show: () => void
  readonly hide: () => void
  /** To the next or the one before, around the ends. */
  readonly walk: (by: 1 | -1) => void
  /** The text with the option in its place, and where one types on. */
  readonly taken: (option: CompletionOption) => { readonly text: string; readonly caret: number }
}

export function useFilterCompletion(filter: FilterModel, caret: number): FilterCompletion {
  const text = filter.text.value
  const [shown, setShown] = useState(false)
  const [active, setActive] = useState<number | undefined>(undefined)
  const completion = useMemo(
    () => (shown ? completionAt(text, caret, (key) => filter.seen(key)) : undefined),
    [filter, shown, text, caret],
  )
  const options = (completion?.options ?? []).filter((option) => !isWritten(option, text, completion?.start))
  return {
    options,
    active: active !== undefined && active < options.length ? active : undefined,
    show: () => {
      setShown(true)
      setActive(undefined)
    },
    hide: () => setShown(false),
    walk: (by) => {
      const { length } = options
      if (length > 0) setActive(((active ?? (by > 0 ? -1 : length)) + by + length) % length)
    },
    taken: (option) => {
      const { start = caret, end = caret } = completion ?? {}
      const after = text.slice(end)
      const put = option.text.endsWith(' ') && after.startsWith(' ') ? option.text.trimEnd() : option.text
      const goesOn = put === option.text ? 0 : 1
      return { text: text.slice(0, start) + put + after, caret: start + put.length + goesOn }
    },
  }
}

/** It stands there already, with what ends it. */
function isWritten(option: CompletionOption, text: string, start: number | undefined): boolean {
  return start !== undefined && option.text !== '' && text.startsWith(option.text, start)
}
