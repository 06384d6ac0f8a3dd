/** One check of the lesson. */
import { Check, Circle, Clock, LoaderCircle, X } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { CheckFailure } from '../../../harness/check-failure.ts'
import { failureText } from '../../../harness/failure-words.ts'
import type { CheckState } from '../checks/check-control.ts'
import type { ChecksPanel } from './checks-panel.ts'
import { useInspector } from './context.ts'
import type { InspectorModel } from './inspector-model.ts'

interface Props {
  readonly panel: ChecksPanel
  readonly state: CheckState
  readonly sentence: ComponentChildren
  readonly hint: ComponentChildren
}

type FailedCheck = Extract<CheckState, { state: 'failed' }>

const iconPx = 16

const icons = {
  waiting: Circle,
  running: LoaderCircle,
  interrupted: Circle,
  untried: Circle,
  passed: Check,
  failed: X,
  'timed-out': Clock,
  'not-started': Circle,
} as const

export function CheckItem({ panel: { strings, hasTried }, state, sentence, hint }: Props) {
  const [isHinted, setHinted] = useState(false)
  const Icon = icons[state.state]
  const isMissed = state.state === 'failed' || state.state === 'timed-out'
  return (
    <li data-state={state.state}>
      <Icon class="wli-check-icon" size={iconPx} aria-hidden="true" />
      <p class="wli-check-sentence">{sentence}</p>
      <p class="wli-check-state">
        {strings.states[state.state]}
        {'durationMs' in state && state.state !== 'not-started' && `, ${strings.duration(state.durationMs)}`}
      </p>
      {state.state === 'failed' && <Failure failure={state.failure} />}
      {state.state === 'timed-out' && <p class="wli-check-more">{strings.timedOut}</p>}
      {isMissed && (
        <div class="wli-check-more wli-check-actions">
          {state.state === 'failed' && <WireButton report={state} />}
          {hasTried() && !isHinted && (
            <button type="button" class="wli-check-button" onClick={() => setHinted(true)}>
              {strings.hint}
            </button>
          )}
          {isHinted && (
            <p role="status" ref={intoView}>
              {hint}
            </p>
          )}
        </div>
      )}
    </li>
  )
}

/** The list is low and scrolls: a hint that was asked for is not left below its edge. */
function intoView(shown: HTMLElement | null): void {
  shown?.scrollIntoView({ block: 'nearest' })
}

function Failure({ failure }: { readonly failure: CheckFailure }) {
  const { language, nameOf, checks } = useInspector()
  const { expected, seen } = failureText(failure, language, nameOf)
  return (
    <dl class="wli-check-more">
      <dt>{checks?.strings.expected}</dt>
      <dd>{expected}</dd>
      <dt>{checks?.strings.seen}</dt>
      {seen.map((line, index) => (
        // Lines of one failure never change places.
        <dd key={index}>{line}</dd>
      ))}
    </dl>
  )
}

/** Without events that show it there is nothing to look at. */
function WireButton({ report }: { readonly report: FailedCheck }) {
  const { model, showTab, checks } = useInspector()
  const seq = evidenceOf(report.failure) ?? arrivalOf(model, report)
  if (seq === undefined) return null
  return (
    <button
      type="button"
      class="wli-check-button"
      onClick={() => {
        model.showAll()
        showTab('ladder')
        model.select(seq)
      }}
    >
      {checks?.strings.showOnWire}
    </button>
  )
}

/** Where nothing came that could be shown: the client's way to the server, after which it had to come. */
function arrivalOf(model: InspectorModel, { failure, events }: FailedCheck): number | undefined {
  if (!('client' in failure)) return undefined
  for (let seq = events.after + 1; seq <= events.last; seq += 1) {
    const event = model.event(seq)
    if (event?.kind === 'link' && event.client === failure.client) return seq
  }
  return undefined
}

function evidenceOf(failure: CheckFailure): number | undefined {
  const [first] = failure.evidence
  if (first !== undefined || !('seen' in failure) || typeof failure.seen === 'string') return first
  const last = failure.seen.at(-1)
  return typeof last === 'object' ? last.seq : undefined
}
