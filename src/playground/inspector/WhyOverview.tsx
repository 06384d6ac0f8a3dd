/** Before anything is asked: what is notable in the trace, and what can be asked about. */
import { ChevronRight } from 'lucide-preact'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import { callText } from '../../../trace/call-text.ts'
import type { ExplainedTrace } from '../../../trace/explain/explained-trace.ts'
import { formatMoment } from '../../../trace/quantity.ts'
import { whyStrings } from '../../strings/why.ts'
import { useInspector } from './context.ts'
import { Who } from './StateParticipant.tsx'
import { WhyNoticed } from './WhyNoticed.tsx'
import type { Asked } from './why-model.ts'

const iconPx = 16
export function WhyOverview({ trace }: { readonly trace: ExplainedTrace }) {
  const { model, language } = useInspector()
  const strings = whyStrings(language)
  const recent = model.why.recent(trace)
  const noticed = model.why.noticed()
  const isAnything = noticed.ofRun.length + noticed.earlier.length > 0
  if (recent.length === 0 && !isAnything) {
    return (
      <div class="wli-empty">
        <p>{strings.empty.what}</p>
        <p class="wli-soft">{strings.empty.how}</p>
      </div>
    )
  }
  return (
    <>
      {isAnything && <WhyNoticed noticed={noticed} trace={trace} />}
      {recent.length > 0 && (
        <section aria-label={strings.recent}>
          <h2>{strings.recent}</h2>
          <ul class="wli-why-recent">
            {recent.map((asked) => (
              <RecentItem key={asked.seq} asked={asked} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function RecentItem({ asked: { question, seq } }: { readonly asked: Asked }) {
  const { model } = useInspector()
  const sent = question.about === 'emit' ? question.emit : question.row
  return (
    <li>
      <button type="button" onClick={() => model.select(seq)}>
        <span class="wli-cell-time">{formatMoment(sent.at - model.runs.since(seq))}</span>
        <Who client={question.about === 'emit' ? serverParticipant : question.row.client} />
        <code>
          {question.about === 'emit'
            ? callText(question.emit)
            : `${question.row.event ?? ''} ${question.row.preview}`}
        </code>
        <ChevronRight size={iconPx} aria-hidden="true" />
      </button>
    </li>
  )
}
