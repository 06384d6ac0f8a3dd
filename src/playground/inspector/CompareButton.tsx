/** Begins a comparison, as soon as there are two runs. Outside of a lesson the other one may be in a file. */
import { Columns2 } from 'lucide-preact'
import { compareStrings } from '../../strings/compare.ts'
import { useInspector } from './context.ts'

const iconPx = 16

export function CompareButton() {
  const { model, language, showTab, checks } = useInspector()
  const strings = compareStrings(language)
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const { comparison } = model
  const open = comparison.open.value
  const needed = checks === undefined ? 1 : 2
  if (model.runs.count < needed && !open) return null
  return (
    <button
      type="button"
      class="wli-action"
      aria-pressed={open}
      title={open ? strings.close : strings.open}
      onClick={() => {
        if (open) return comparison.close()
        comparison.begin()
        showTab('ladder')
      }}
    >
      <Columns2 size={iconPx} aria-hidden="true" />
      <span>{strings.open}</span>
    </button>
  )
}
