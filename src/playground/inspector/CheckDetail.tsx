/** A step of the lesson's checks; where one failed, the events that show it. */
import type { TraceEventOf } from '../../../protocol/trace.ts'
import { checkText } from '../../../trace/ladder-sentence.ts'
import { useInspector } from './context.ts'
import { DetailPart, DetailTitle, Facts } from './detail-parts.tsx'
import { useEventText } from './event-text.ts'
import { useMoment } from './use-moment.ts'

export function CheckDetail({ event }: { readonly event: TraceEventOf<'check'> }) {
  const { model, strings, language } = useInspector()
  const textOf = useEventText()
  const evidence = event.phase === 'failed' ? event.evidence : []
  return (
    <>
      <DetailTitle name={checkText(event, language)} />
      {evidence.length > 0 && (
        <DetailPart title={strings.evidence}>
          <ul class="wli-plain">
            {evidence.map((seq) => {
              const text = textOf(seq)
              return (
                text !== undefined && (
                  <li key={seq}>
                    <button type="button" class="wli-link" onClick={() => model.select(seq)}>
                      {text}
                    </button>
                  </li>
                )
              )
            })}
          </ul>
        </DetailPart>
      )}
      <Facts facts={{ time: useMoment(event) }} />
    </>
  )
}
