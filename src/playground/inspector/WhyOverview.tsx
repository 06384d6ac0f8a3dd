/** Before anything is asked: what is notable in the trace, and what can be asked about. */
import { Fragment } from 'preact'
import { ChevronRight } from 'lucide-preact'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import { callText } from '../../../trace/call-text.ts'
import type { ExplainedTrace } from '../../../trace/explain/explained-trace.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { formatMoment } from '../../../trace/quantity.ts'
import { whyStrings } from '../../strings/why.ts'
import { useInspector } from './context.ts'
import { Who } from './StateParticipant.tsx'
import { WhyNoticed } from './WhyNoticed.tsx'
import type { Asked } from './why-model.ts'

const iconPx = 16
/** Of a file's name. */
const entryMax = 60

export function WhyOverview({ trace }: { readonly trace: ExplainedTrace }) {
  const { model, strings: inspector, language } = useInspector()
  const strings = whyStrings(language)
  const recent = model.why.recent(trace)
  const noticed = model.why.noticed()
  const isAnything = noticed.ofRun.length + noticed.earlier.length > 0
  if (recent.length === 0 && !isAnything) {
    const { what, how } = model.hiddenThrough.value > 0 ? inspector.empty.cleared : strings.empty
    return (
      <div class="wli-empty">
        <p>{what}</p>
        <p class="wli-soft">{how}</p>
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
            {recent.map((asked, index) => (
              <Fragment key={asked.seq}>
                <RunOfNext before={recent[index - 1]} next={asked} of={recent} />
                <RecentItem asked={asked} />
              </Fragment>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

interface RunProps {
  readonly before: Asked | undefined
  readonly next: Asked
  readonly of: readonly Asked[]
}

/** The moments count from the beginning of a run: where there are emits of several, each is named. */
function RunOfNext({ before, next, of }: RunProps) {
  const { model, words } = useInspector()
  const run = model.runs.runAt(next.seq)
  const [newest] = of
  const oldest = of.at(-1)
  const areSeveral = newest && oldest && model.runs.startOf(newest.seq) !== model.runs.startOf(oldest.seq)
  if (!areSeveral || run === undefined || run.seq === (before && model.runs.startOf(before.seq))) return null
  return <li class="wli-why-run">{words.run(run.run, inertText(run.entry, entryMax))}</li>
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
