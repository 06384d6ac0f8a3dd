/** What will appear here, and how to make it appear. */
import { filterStrings } from '../../strings/filter.ts'
import { useInspector } from './context.ts'

export function EmptyState({ of }: { readonly of: 'ladder' | 'packets' | 'console' | 'detail' }) {
  const { model, strings, language } = useInspector()
  const filtered = of !== 'detail' && model.filter.inForce.value !== undefined
  const cleared = of !== 'detail' && model.hiddenThrough.value > 0
  const filterTexts = filterStrings(language)
  const { nothing } = filterTexts
  const { what, how } = filtered
    ? { what: nothing.what, how: nothing.how[model.complete ? 'file' : 'live'] }
    : strings.empty[cleared ? 'cleared' : of]
  return (
    <div class="wli-empty">
      <p>{what}</p>
      <p class="wli-soft">{how}</p>
      {filtered && (
        <button type="button" class="wli-filter-mend" onClick={() => model.filter.clear()}>
          {filterTexts.clear}
        </button>
      )}
    </div>
  )
}
