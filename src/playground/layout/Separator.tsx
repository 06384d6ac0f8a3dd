/** A divider between panels: dragged, or moved with the arrow keys (WAI-ARIA window splitter). */
import { useState } from 'preact/hooks'
import { largestPart, smallestPart, type Divider, type PanelSizes } from './panel-sizes.ts'

interface Props {
  readonly divider: Divider
  readonly sizes: PanelSizes
  readonly label: string
  readonly controls: string
}

/** What one press of an arrow moves, as a part of the whole. */
const step = 0.03

const steps: Readonly<Record<Divider, Readonly<Record<string, number>>>> = {
  columns: { ArrowLeft: -step, ArrowRight: step, Home: -1, End: 1 },
  rows: { ArrowUp: -step, ArrowDown: step, Home: -1, End: 1 },
}

export function Separator({ divider, sizes, label, controls }: Props) {
  const [dragging, setDragging] = useState(false)
  const part = sizes.sizes.value[divider]

  const onPointerMove = (event: PointerEvent) => {
    if (!dragging || !(event.currentTarget instanceof HTMLElement)) return
    const whole = event.currentTarget.parentElement?.getBoundingClientRect()
    if (whole === undefined) return
    sizes.set(
      divider,
      divider === 'columns'
        ? (event.clientX - whole.left) / whole.width
        : (event.clientY - whole.top) / whole.height,
    )
  }
  return (
    <div
      class="wl-separator"
      role="separator"
      tabIndex={0}
      data-divider={divider}
      data-dragging={dragging}
      aria-orientation={divider === 'columns' ? 'vertical' : 'horizontal'}
      aria-label={label}
      aria-controls={controls}
      aria-valuemin={smallestPart * 100}
      aria-valuemax={largestPart * 100}
      aria-valuenow={Math.round(part * 100)}
      onPointerDown={(event) => {
        // Captured, so that a pane's page under the pointer does not take the movement away.
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragging(true)
      }}
      onPointerMove={onPointerMove}
      onLostPointerCapture={() => setDragging(false)}
      onKeyDown={(event) => {
        const move = steps[divider][event.key]
        if (move === undefined) return
        event.preventDefault()
        sizes.set(divider, part + move)
      }}
    />
  )
}
