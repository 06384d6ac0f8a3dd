/** How many rows of the view pass, and of how many; nothing in a view that the filter does not limit. */
import { filterStrings } from '../../strings/filter.ts'
import { useInspector } from './context.ts'
import type { TabName } from './tab-names.ts'

export function FilterCount({ id, tab }: { readonly id: string; readonly tab: TabName }) {
  const { model, language, number } = useInspector()
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const view = tab === 'ladder' || tab === 'packets' || tab === 'console' ? tab : undefined
  if (view === undefined || model.filter.inForce.value === undefined) return <span id={id} hidden />
  const { shown, total } = model.rows.filterCount(view)
  return (
    <span id={id} class="wli-filter-count">
      {filterStrings(language).count(number(shown), number(total))}
    </span>
  )
}
