/** The text of a frame as it crossed the wire, each piece marked, and below it what each piece means. */
import { useState } from 'preact/hooks'
import type { Annotation } from '../../../trace/annotate.ts'
import { formatNumber } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'
import { InertText } from './InertText.tsx'
import { meaningText } from './meaning-text.ts'

/** Of one piece, in the whole text and in the list. */
const pieceMaxLength = 1500
const listMaxLength = 60

export function WireText({ annotations }: { readonly annotations: readonly Annotation[] }) {
  const { strings, language } = useInspector()
  const [active, setActive] = useState<number | undefined>(undefined)
  const whole = annotations.at(-1)?.end ?? 0
  const shown = annotations.reduce((sum, { text }) => sum + Math.min(text.length, pieceMaxLength), 0)
  const look = (index: number, role: string) =>
    `wli-piece wli-piece-${role}${index === active ? ' wli-piece-active' : ''}`
  const hover = (index: number) => ({
    onMouseEnter: () => setActive(index),
    onMouseLeave: () => setActive(undefined),
  })
  return (
    <>
      <code class="wli-wiretext">
        {annotations.map(({ start, role, text }, index) => (
          <span key={start} class={look(index, role)} {...hover(index)}>
            <InertText source={text} maxLength={pieceMaxLength} />
          </span>
        ))}
      </code>
      {shown < whole && (
        <p class="wli-soft">
          {strings.detail.wireCut(formatNumber(shown, language), formatNumber(whole, language))}
        </p>
      )}
      <ol class="wli-pieces">
        {annotations.map((annotation, index) => (
          <li key={annotation.start} {...hover(index)}>
            <code class={look(index, annotation.role)}>
              <InertText source={annotation.text} maxLength={listMaxLength} />
            </code>
            <span>{meaningText(annotation.meaning, strings, language)}</span>
          </li>
        ))}
      </ol>
    </>
  )
}
