/** The lesson's checks: what each expects, how it went, and for one that failed what was seen instead. */
import { ArrowRight } from 'lucide-preact'
import { inlineCode } from '../../lessons/inline-code.ts'
import { checkSummary } from '../checks/check-summary.ts'
import { CheckItem } from './CheckItem.tsx'
import type { ChecksPanel } from './checks-panel.ts'
import { useInspector } from './context.ts'
import { InertText } from './InertText.tsx'
import { LocationButton } from './LocationButton.tsx'
import './checks-view.css'

const iconPx = 16
const errorMaxLength = 400

export function ChecksView() {
  const { checks } = useInspector()
  if (checks === undefined) return null
  const { control, course, port, strings } = checks
  const run = control.run.value
  const { text, tone } = checkSummary(run, control.passed, course.tasks.length, port, strings)
  const isDone = run.state === 'finished' && control.passed === course.tasks.length
  return (
    <section class="wli-checks" aria-label={strings.label}>
      {run.state === 'idle' && (
        <p class="wli-soft">
          {strings.empty} {strings.emptyHow}
        </p>
      )}
      {isDone ? <Done panel={checks} /> : text !== '' && <p data-tone={tone}>{text}</p>}
      {run.state === 'not-started' && 'error' in run.start && run.start.error !== undefined && (
        <p class="wli-check-error">
          <InertText
            source={`${run.start.error.name}: ${run.start.error.message}`}
            maxLength={errorMaxLength}
          />{' '}
          <LocationButton location={run.start.error} />
        </p>
      )}
      <ol>
        {course.tasks.map(({ id, check, hint }) => (
          <CheckItem
            key={id}
            panel={checks}
            state={control.stateOf(id)}
            sentence={withCode(check)}
            hint={withCode(hint)}
          />
        ))}
      </ol>
    </section>
  )
}

function withCode(text: string) {
  return inlineCode(text).map((part, index) =>
    // Pieces of one text never change places.
    part.code ? <code key={index}>{part.text}</code> : part.text,
  )
}

function Done({ panel: { course, strings } }: { readonly panel: ChecksPanel }) {
  return (
    <div class="wli-checks-done">
      <p>{strings.allPassed}</p>
      {course.next === undefined ? (
        <p class="wli-soft">{strings.last}</p>
      ) : (
        <a href={course.next.address}>
          {strings.next(course.next.title)} <ArrowRight size={iconPx} aria-hidden="true" />
        </a>
      )}
    </div>
  )
}
