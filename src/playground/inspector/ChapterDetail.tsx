/** A chapter of control traffic: what it is for, and its steps. */
import type { LadderChapter } from '../../../trace/ladder-item.ts'
import type { LadderStep } from '../../../trace/ladder-rows.ts'
import { chapterText, sentenceOf } from '../../../trace/ladder-sentence.ts'
import { useInspector } from './context.ts'
import { DetailPart, DetailTitle } from './detail-parts.tsx'
import { StepsHidden } from './FilteredSteps.tsx'

/** Steps listed: a heartbeat can have gone on for hours. */
const maxSteps = 40

export function ChapterDetail({ chapter }: { readonly chapter: LadderChapter }) {
  const { model, strings, language, nameOf } = useInspector()
  const since = model.runs.since(chapter.seq)
  const steps = model.rows.stepsOf(chapter)
  return (
    <>
      <DetailTitle name={chapterText(chapter, language)}>
        {chapter.clients.map(nameOf).join(', ')}
      </DetailTitle>
      {chapter.phases.map((phase) => (
        <p key={phase}>{strings.detail.chapters[phase]}</p>
      ))}
      <DetailPart title={strings.detail.steps}>
        {steps.length > 0 && (
          <ol class="wli-steps">
            {steps.slice(0, maxSteps).map((step) => (
              <li key={step.seq}>
                <Step step={step} text={sentenceOf(step, { language, nameOf, since })} />
              </li>
            ))}
          </ol>
        )}
        {steps.length > maxSteps && (
          <p class="wli-soft">{strings.detail.moreEntries(String(steps.length - maxSteps))}</p>
        )}
        <StepsHidden chapter={chapter} />
      </DetailPart>
    </>
  )
}

/** Of a pinned chapter, the steps themselves may be gone. */
function Step({ step: { seq }, text }: { readonly step: LadderStep; readonly text: string }) {
  const { model } = useInspector()
  if (model.event(seq) === undefined) return <span>{text}</span>
  return (
    <button type="button" onClick={() => model.select(seq)}>
      {text}
    </button>
  )
}
