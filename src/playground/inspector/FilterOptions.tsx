/** What can stand where somebody types, as the list of an ARIA combobox. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { CompletionOption } from '../../../trace/filter/completion.ts'
import { filterKeys } from '../../../trace/filter/filter.ts'
import { filterStrings, type FilterStrings } from '../../strings/filter.ts'
import { useInspector } from './context.ts'

export const optionId = (index: number) => `wli-filter-option-${index}`

export interface FilterOptionsProps {
  readonly id: string
  readonly options: readonly CompletionOption[]
  readonly active: number | undefined
  readonly onTake: (index: number) => void
}

export function FilterOptions({ id, options, active, onTake }: FilterOptionsProps) {
  const { language } = useInspector()
  const strings = filterStrings(language)
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (active !== undefined) list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      class="wli-filter-options"
      aria-label={strings.completion}
      // Whoever presses a button of the mouse keeps the focus where it was.
      onMouseDown={(event) => event.preventDefault()}
    >
      {options.map((option, index) => (
        <div
          key={option.name}
          id={optionId(index)}
          role="option"
          class="wli-filter-option"
          aria-selected={index === active}
          onClick={() => onTake(index)}
        >
          <code>{option.name}</code>
          <span class="wli-soft">{meaningOf(option, strings)}</span>
        </div>
      ))}
    </div>
  )
}

function meaningOf({ kind, name }: CompletionOption, { help }: FilterStrings): string {
  if (kind === 'operator') return name === 'not' ? help.not : name === 'or' ? help.or : help.and
  const key = kind === 'key' ? filterKeys.find((known) => name === `${known}:`) : undefined
  return key === undefined ? '' : help.keys[key]
}
