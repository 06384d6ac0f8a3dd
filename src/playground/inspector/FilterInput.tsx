/**
 * The filter in the toolbar: an input that offers what can stand there, underlines what is wrong, and says how much passes.
 * The list of options is that of an ARIA combobox: the focus stays in the input, which names the active option.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Funnel, X } from 'lucide-preact'
import { isUnfinished } from '../../../trace/filter/mistake.ts'
import { filterStrings } from '../../strings/filter.ts'
import { useInspector } from './context.ts'
import { FilterCount } from './FilterCount.tsx'
import { FilterHelp } from './FilterHelp.tsx'
import { FilterMistakes } from './FilterMistakes.tsx'
import { FilterOptions, optionId } from './FilterOptions.tsx'
import { FilterText } from './FilterText.tsx'
import type { TabName } from './tab-names.ts'
import { useFilterCompletion } from './use-filter-completion.ts'
import './filter.css'

const iconPx = 15
const listId = 'wli-filter-options'
const mistakesId = 'wli-filter-mistakes'
const countId = 'wli-filter-count'

export function FilterInput({ tab }: { readonly tab: TabName }) {
  const { model, language } = useInspector()
  const strings = filterStrings(language)
  const { filter } = model
  const text = filter.text.value
  const input = useRef<HTMLInputElement>(null)
  const [caret, setCaret] = useState(0)
  const [focused, setFocused] = useState(false)
  const [scrolled, setScrolled] = useState(0)
  const nextCaret = useRef<number | undefined>(undefined)
  const completion = useFilterCompletion(filter, caret)
  const { options, active } = completion
  const asked = filter.asked.value

  const mistakes = filter.mistakes.value.filter((mistake) => !(focused && isUnfinished(mistake, text, caret)))

  useLayoutEffect(() => {
    if (asked === 0) return
    input.current?.focus()
    input.current?.select()
  }, [asked])

  useLayoutEffect(() => {
    if (nextCaret.current !== undefined)
      input.current?.setSelectionRange(nextCaret.current, nextCaret.current)
    nextCaret.current = undefined
    setScrolled(input.current?.scrollLeft ?? 0)
  }, [text])

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!isCallForFilter(event, input.current?.closest('.wli') ?? undefined)) return
      event.preventDefault()
      filter.ask()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [filter])

  const write = (next: string, at: number) => {
    nextCaret.current = at
    setCaret(at)
    filter.setText(next)
    input.current?.focus()
  }

  const take = (index: number) => {
    const option = options[index]
    if (option === undefined) return
    const taken = completion.taken(option)
    write(taken.text, taken.caret)
    // After a key its values are offered, after a value there may be a next word.
    if (option.kind === 'value') completion.hide()
    else completion.show()
  }

  const leave = () => {
    filter.open.value = false
    const view = input.current?.closest('.wli')?.querySelector<HTMLElement>('.wli-view [tabindex="0"]')
    input.current?.blur()
    view?.focus()
  }

  const pressed = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (options.length === 0) completion.show()
        else completion.walk(event.key === 'ArrowDown' ? 1 : -1)
        break
      case 'Enter':
        if (active === undefined) {
          completion.hide()
          filter.settle()
        } else take(active)
        break
      case 'Escape':
        completion.hide()
        if (text === '') leave()
        else filter.clear()
        // To the workbench, Escape is something else.
        event.stopPropagation()
        break
      default:
        return
    }
    event.preventDefault()
  }

  const moved = () => setCaret(input.current?.selectionStart ?? 0)

  return (
    <div
      class="wli-filter"
      role="search"
      aria-label={strings.label}
      data-open={filter.open.value || text !== '' ? true : undefined}
    >
      <div class="wli-filter-box" data-wrong={mistakes.length > 0 ? true : undefined}>
        <Funnel class="wli-filter-icon" size={iconPx} aria-hidden="true" />
        <div class="wli-filter-field">
          <FilterText text={text} mistakes={mistakes} scrolled={scrolled} />
          <input
            ref={input}
            type="text"
            role="combobox"
            aria-label={strings.label}
            aria-autocomplete="list"
            aria-expanded={options.length > 0}
            aria-controls={listId}
            aria-activedescendant={active === undefined ? undefined : optionId(active)}
            aria-invalid={mistakes.length > 0}
            aria-describedby={`${mistakesId} ${countId}`}
            placeholder={strings.placeholder}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            enterkeyhint="search"
            value={text}
            onInput={(event) => {
              moved()
              completion.show()
              filter.type(event.currentTarget.value)
            }}
            onKeyDown={pressed}
            onKeyUp={moved}
            onClick={() => {
              moved()
              completion.show()
            }}
            onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
            onFocus={() => setFocused(true)}
            onBlur={() => {
              setFocused(false)
              completion.hide()
              filter.settle()
            }}
          />
        </div>
        <FilterCount id={countId} tab={tab} />
        {text !== '' && (
          <button
            type="button"
            class="wli-filter-button"
            aria-label={strings.clear}
            title={strings.clear}
            onClick={() => write('', 0)}
          >
            <X size={iconPx} aria-hidden="true" />
          </button>
        )}
        <FilterHelp />
      </div>
      <div class="wli-filter-panel" data-empty={mistakes.length + options.length === 0 ? true : undefined}>
        <FilterMistakes
          id={mistakesId}
          mistakes={mistakes}
          onMend={({ start, end, suggestion = '' }) =>
            write(text.slice(0, start) + suggestion + text.slice(end), start + suggestion.length)
          }
        />
        <FilterOptions id={listId} options={options} active={active} onTake={take} />
      </div>
    </div>
  )
}

/** `/`, by what it types or, where another alphabet is typed, by its place; not while something else is typed into. */
function isCallForFilter(event: KeyboardEvent, inspector: Element | undefined): boolean {
  const { key, code, target } = event
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return false
  if (key !== '/' && !(key === '.' && code === 'Slash')) return false
  if (!(target instanceof HTMLElement) || target.isContentEditable) return false
  if (target.closest('input, textarea, select') !== null) return false
  return target === document.body || inspector?.contains(target) === true
}
