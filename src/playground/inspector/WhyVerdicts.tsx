/** One emit: what it came to for each client, or for the server. */
import { useEffect, useRef } from 'preact/hooks'
import { ArrowLeft, Check, CircleQuestionMark, CircleSlash, EarOff } from 'lucide-preact'
import { callText } from '../../../trace/call-text.ts'
import { eventAt, type ExplainedTrace } from '../../../trace/explain/explained-trace.ts'
import type { Verdict } from '../../../trace/explain/explanation.ts'
import { lessonOfVerdict } from '../../../trace/explain/verdict-lessons.ts'
import { verdictSentence, type VerdictContext } from '../../../trace/explain/verdict-words.ts'
import { verdictsOf, type Question } from '../../../trace/explain/verdicts.ts'
import { decodeRow } from '../../../trace/packet-row.ts'
import { whyStrings } from '../../strings/why.ts'
import { useInspector } from './context.ts'
import { LocationButton } from './LocationButton.tsx'
import { participantStyle } from './participant-style.ts'
import { Who } from './StateParticipant.tsx'
import { useMoment } from './use-moment.ts'
import { WhyEvidence } from './WhyEvidence.tsx'
import { WhyLesson } from './WhyLesson.tsx'
import type { Asked } from './why-model.ts'

const iconPx = 16
/** A sign of its own for each outcome, so that no colour must be seen. */
const signs = {
  received: Check,
  unheard: EarOff,
  'not-sent': CircleSlash,
  unknown: CircleQuestionMark,
} as const

export function WhyVerdicts({ asked, trace }: { readonly asked: Asked; readonly trace: ExplainedTrace }) {
  const { model, language } = useInspector()
  const strings = whyStrings(language)
  const context = useVerdictContext(asked, trace)
  const verdicts = verdictsOf(asked.seq, trace)
  return (
    <>
      <p class="wli-why-back">
        <button type="button" class="wli-action" onClick={() => model.deselect()}>
          <ArrowLeft size={iconPx} aria-hidden="true" /> {strings.all}
        </button>
      </p>
      <Sent asked={asked} />
      <ul class="wli-why-verdicts" aria-label={strings.verdicts}>
        {verdicts.map((verdict) => (
          <VerdictItem
            key={verdict.participant}
            verdict={verdict}
            sentence={verdictSentence(verdict, context)}
            trace={trace}
            wondered={verdict.participant === asked.client}
          />
        ))}
      </ul>
      {asked.question.about !== 'from-server' && (
        <p class="wli-why-said wli-soft">
          <span class="wli-dot" data-claimed aria-hidden="true" /> {strings.saidByServer}
        </p>
      )}
    </>
  )
}

/** What was sent, by whom, when and where in the code. */
function Sent({ asked: { question } }: { readonly asked: Asked }) {
  const { language, nameOf } = useInspector()
  const strings = whyStrings(language)
  const sent = question.about === 'emit' ? question.emit : question.row
  const sender = question.about === 'from-client' ? nameOf(question.row.client) : undefined
  const moment = useMoment(sent)
  return (
    <header class="wli-why-sent">
      <h2>
        {question.about === 'emit' ? (
          <code>{callText(question.emit)}</code>
        ) : (
          <code>
            {question.row.event ?? strings.answer} {question.row.preview}
          </code>
        )}
      </h2>
      <p class="wli-soft">
        {strings.sentBy(sender)}, {moment}{' '}
        {question.about === 'emit' && <LocationButton location={question.emit} />}
      </p>
    </header>
  )
}

interface VerdictItemProps {
  readonly verdict: Verdict
  readonly sentence: string
  readonly trace: ExplainedTrace
  /** The reader asked about this client. */
  readonly wondered: boolean
}

function VerdictItem({ verdict, sentence, trace, wondered }: VerdictItemProps) {
  const { language } = useInspector()
  const strings = whyStrings(language)
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (wondered) item.current?.scrollIntoView({ block: 'nearest' })
  }, [wondered])
  const Sign = signs[verdict.outcome]
  return (
    <li
      ref={item}
      class={`wli-why-verdict wli-why-${verdict.outcome}`}
      style={participantStyle(verdict.participant)}
      aria-current={wondered ? 'true' : undefined}
    >
      <Who client={verdict.participant} />
      <span class="wli-why-sign">
        <Sign size={iconPx} aria-hidden="true" /> {strings.signs[verdict.outcome]}
      </span>
      <div class="wli-why-told">
        <p>
          <bdi>{sentence}</bdi> <WhyLesson slug={lessonOfVerdict(verdict)} />
        </p>
        <WhyEvidence of={verdict.evidence} trace={trace} />
      </div>
    </li>
  )
}

function useVerdictContext({ question }: Asked, trace: ExplainedTrace): VerdictContext {
  const { language, nameOf } = useInspector()
  const sent = question.about === 'emit' ? question.emit : question.row
  return {
    language,
    nameOf,
    event: eventOf(question),
    distanceUs: (seq) => {
      const event = eventAt(trace, seq)
      return event === undefined ? undefined : event.at - sent.at
    },
    ownerOfRoom: (room) => trace.stateAt(sent.seq).sockets.live.get(room)?.client,
  }
}

function eventOf(question: Question): string | undefined {
  return question.about === 'emit' ? question.emit.event : decodeRow(question.row).packet?.event
}
