/** What is wrong with the text of the filter, how it can be mended, and what holds until then. */
import { printFilter } from '../../../trace/filter/print.ts'
import type { FilterMistake } from '../../../trace/filter/mistake.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { valuesOf } from '../../../trace/filter/values.ts'
import { filterStrings, type FilterStrings } from '../../strings/filter.ts'
import { useInspector } from './context.ts'

/** Of what a sentence quotes. */
const quotedMax = 40
/** So many at once: the others wait for their turn. */
const shownMax = 3

export interface FilterMistakesProps {
  readonly id: string
  readonly mistakes: readonly FilterMistake[]
  readonly onMend: (mistake: FilterMistake) => void
}

export function FilterMistakes({ id, mistakes, onMend }: FilterMistakesProps) {
  const { model, language } = useInspector()
  const strings = filterStrings(language)
  const { filter } = model
  const inForce = filter.inForce.value
  return (
    <div id={id} role="status" class="wli-filter-mistakes">
      {mistakes.slice(0, shownMax).map((mistake) => (
        <p key={mistake.start}>
          {sentenceOf(mistake, filter.text.value, strings)}
          {mistake.suggestion !== undefined && (
            <>
              {' '}
              <button type="button" class="wli-filter-mend" onClick={() => onMend(mistake)}>
                {strings.mend(inertText(mistake.suggestion, quotedMax))}
              </button>
            </>
          )}
        </p>
      ))}
      {mistakes.length > 0 && (
        <p class="wli-soft">
          {inForce === undefined
            ? strings.noneInForce
            : strings.stillInForce(inertText(printFilter(inForce), quotedMax))}
        </p>
      )}
    </div>
  )
}

function sentenceOf(mistake: FilterMistake, whole: string, strings: FilterStrings): string {
  const { code, start, end, key } = mistake
  const text = inertText(whole.slice(start, end), quotedMax)
  const values = key === undefined ? undefined : valuesOf(key)
  return strings.mistakes[code]({ text, key: key ?? text, values: (values ?? []).join(', ') })
}
