/** Opens the filter where its line is not there all the time. */
import { Funnel } from 'lucide-preact'
import { filterStrings } from '../../strings/filter.ts'
import { useInspector } from './context.ts'

const iconPx = 16

export function FilterButton() {
  const { model, language } = useInspector()
  const { label } = filterStrings(language)
  const { filter } = model
  const open = filter.open.value || filter.text.value !== ''
  return (
    <button
      type="button"
      class="wli-action wli-filter-open"
      aria-expanded={open}
      title={label}
      onClick={() => {
        if (filter.open.value && filter.text.value === '') filter.open.value = false
        else filter.ask()
      }}
    >
      <Funnel size={iconPx} aria-hidden="true" />
      <span>{label}</span>
    </button>
  )
}
