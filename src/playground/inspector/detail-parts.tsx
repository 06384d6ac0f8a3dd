/** What every kind of details is made of. */
import type { ComponentChildren } from 'preact'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { inertText } from '../../../trace/inert-text.ts'
import type { InspectorStrings } from '../../strings/inspector.ts'
import { useInspector } from './context.ts'

/** Of a fact or a title: a foreign trace can have any. */
const factMax = 2_000

export function DetailTitle({
  name,
  children,
}: {
  readonly name: string
  readonly children?: ComponentChildren
}) {
  return (
    <header class="wli-detail-title">
      <h2>{inertText(name, factMax)}</h2>
      {children !== undefined && <p class="wli-soft">{children}</p>}
    </header>
  )
}

export function DetailPart({
  title,
  children,
}: {
  readonly title: string
  readonly children: ComponentChildren
}) {
  return (
    <section class="wli-detail-part">
      <h3>{title}</h3>
      {children}
    </section>
  )
}

export type FactName = keyof InspectorStrings['detail']['factNames']

/** Names and values; what has no value is left out. */
export function Facts({ facts }: { readonly facts: Partial<Record<FactName, string | undefined>> }) {
  const { strings } = useInspector()
  // The keys are those of the record above: Object.entries forgets that.
  const entries = Object.entries(facts) as [FactName, string | undefined][]
  return (
    <dl class="wli-facts">
      {entries.map(
        ([name, value]) =>
          value !== undefined &&
          value !== '' && (
            <div key={name}>
              <dt>{strings.detail.factNames[name]}</dt>
              <dd>{inertText(value, factMax)}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** The short form of {@link Claimed}, for a part of the details that is the server's own word, or a page's. */
export function SaidBy({ origin }: { readonly origin: 'server' | 'pane' }) {
  const { strings } = useInspector()
  return (
    <p class="wli-said-by" title={strings.detail.claimedBy[origin]}>
      <span class="wli-dot" data-claimed aria-hidden="true" /> {strings.call.saidBy[origin]}
    </p>
  )
}

/** Says that the event is somebody's own word, and what that means. */
export function Claimed({ event }: { readonly event: TraceEvent }) {
  const { strings, words } = useInspector()
  if (event.claimed === undefined) return null
  return (
    <p class="wli-claimed">
      <b>{words.claimed}</b> {strings.detail.claimedBy[event.origin]}
    </p>
  )
}
