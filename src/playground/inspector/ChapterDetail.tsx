/** A chapter of control traffic: what it is for, and its steps. */
import type { LadderChapter } from '../../../trace/ladder-item.ts'
import { chapterText, sentenceOf } from '../../../trace/ladder-sentence.ts'
import { useInspector } from './context.ts'
import { DetailPart, DetailTitle } from './detail-parts.tsx'

/** Steps listed: a heartbeat can have gone on for hours. */
const maxSteps = 40

export function ChapterDetail({ chapter }: { readonly chapter: LadderChapter }) {
  const { model, strings, language, nameOf } = useInspector()
  const since = model.runs.since(chapter.seq)
  return (
    <>
      <DetailTitle name={chapterText(chapter, language)}>
        {chapter.clients.map(nameOf).join(', ')}
      </DetailTitle>
      {chapter.phases.map((phase) => (
        <p key={phase}>{strings.detail.chapters[phase]}</p>
      ))}
      <DetailPart title={strings.detail.steps}>
        <ol class="wli-steps">
          {chapter.members.slice(0, maxSteps).map((member) => (
            <li key={member.seq}>
              <button type="button" onClick={() => model.select(member.seq)}>
                {sentenceOf(member, { language, nameOf, since })}
              </button>
            </li>
          ))}
        </ol>
        {chapter.members.length > maxSteps && (
          <p class="wli-soft">{strings.detail.moreEntries(String(chapter.members.length - maxSteps))}</p>
        )}
      </DetailPart>
    </>
  )
}
