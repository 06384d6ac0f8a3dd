/** Says how much of a chapter the filter lets through, where that is not all. */
import type { LadderChapter } from '../../../trace/ladder-item.ts'
import { filterStrings } from '../../strings/filter.ts'
import { useInspector } from './context.ts'

interface Props {
  readonly chapter: LadderChapter
}

/** The end of the chapter's sentence. */
export function StepsPassing({ chapter }: Props) {
  const { model, language } = useInspector()
  const shown = model.rows.stepsOf(chapter).length
  return shown === chapter.members.length ? null : <>, {filterStrings(language).ofThem(shown)}</>
}

/** Below the steps that pass, with the way to the others. */
export function StepsHidden({ chapter }: Props) {
  const { model, language } = useInspector()
  const strings = filterStrings(language)
  const all = chapter.members.length
  const hidden = all - model.rows.stepsOf(chapter).length
  if (hidden === 0) return null
  return (
    <p class="wli-soft wli-steps-hidden">
      {strings.stepsHidden(hidden, all)}{' '}
      <button type="button" class="wli-filter-mend" onClick={() => model.filter.clear()}>
        {strings.clear}
      </button>
    </p>
  )
}
