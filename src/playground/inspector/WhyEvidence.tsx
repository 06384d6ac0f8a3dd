/** The events that show it, as buttons: the ladder turns to what it has a row for, the details to all of them. */
import type { ExplainedTrace } from '../../../trace/explain/explained-trace.ts'
import { whyStrings } from '../../strings/why.ts'
import { useInspector } from './context.ts'
import { useEvidenceText } from './evidence-text.ts'

/** Events that are offered: a flood of them shows no more. */
const shownMax = 4

export function WhyEvidence({
  of,
  trace,
}: {
  readonly of: readonly number[]
  readonly trace: ExplainedTrace
}) {
  const { model, language, showTab } = useInspector()
  const textOf = useEvidenceText(trace)
  const shown = [...new Set(of)].slice(0, shownMax).flatMap((seq) => {
    const text = textOf(seq)
    return text === undefined ? [] : [{ seq, text }]
  })
  if (shown.length === 0) return null
  const turnTo = (seq: number) => {
    model.select(seq)
    const selection = model.selection.value
    const { rows } = model.rows.ladder()
    if (selection !== undefined && model.rows.ladderIndex(rows, selection) !== undefined) showTab('ladder')
  }
  return (
    <p class="wli-why-evidence">
      <span class="wli-soft">{whyStrings(language).shownBy}</span>
      {shown.map(({ seq, text }) => (
        <button key={seq} type="button" class="wli-why-event" onClick={() => turnTo(seq)}>
          {text}
        </button>
      ))}
    </p>
  )
}
