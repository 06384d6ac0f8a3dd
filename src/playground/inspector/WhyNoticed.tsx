/** What is notable in the trace: of the run that is looked at, and folded below it, of earlier ones. */
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import type { FoundDiagnosis } from '../../../trace/explain/diagnosis-book.ts'
import { diagnosisSentence, lessonOf } from '../../../trace/explain/diagnosis-words.ts'
import type { ExplainedTrace } from '../../../trace/explain/explained-trace.ts'
import { whyStrings } from '../../strings/why.ts'
import { useInspector } from './context.ts'
import { participantStyle } from './participant-style.ts'
import { Who } from './StateParticipant.tsx'
import { WhyEvidence } from './WhyEvidence.tsx'
import { WhyLesson } from './WhyLesson.tsx'
import type { Noticed } from './why-model.ts'

interface Props {
  readonly noticed: Noticed
  readonly trace: ExplainedTrace
}

export function WhyNoticed({ noticed: { ofRun, earlier }, trace }: Props) {
  const { language } = useInspector()
  const strings = whyStrings(language)
  return (
    <section aria-label={strings.noticed}>
      <h2>{strings.noticed}</h2>
      <Diagnoses found={ofRun} trace={trace} />
      {earlier.length > 0 && (
        <details class="wli-why-earlier">
          <summary>{strings.earlierRuns(earlier.length)}</summary>
          <Diagnoses found={earlier} trace={trace} />
        </details>
      )}
    </section>
  )
}

interface DiagnosesProps {
  readonly found: readonly FoundDiagnosis[]
  readonly trace: ExplainedTrace
}

function Diagnoses({ found, trace }: DiagnosesProps) {
  const { language, nameOf } = useInspector()
  if (found.length === 0) return null
  return (
    <ul class="wli-why-noticed">
      {found.map((diagnosis) => {
        const { id, client, evidence } = diagnosis
        return (
          <li key={id} style={participantStyle(client ?? serverParticipant)}>
            <Who client={client ?? serverParticipant} />
            <div class="wli-why-told">
              <p>
                <bdi>{diagnosisSentence(diagnosis, language, nameOf)}</bdi>{' '}
                <WhyLesson slug={lessonOf(diagnosis)} />
              </p>
              <WhyEvidence of={evidence} trace={trace} />
            </div>
          </li>
        )
      })}
    </ul>
  )
}
