/** Travelling by pointer and by keys. However often a pointer moves, there is one step a frame. */
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { InspectorModel } from './inspector-model.ts'

const secondUs = 1_000_000
/** Events that a step takes with Shift. */
const farStep = 10

interface Travelled {
  readonly model: InspectorModel
  readonly track: RefObject<HTMLElement>
  /** The track's ends, microseconds of the session. */
  readonly from: number
  readonly to: number
}

interface Drag {
  readonly from: number
  readonly to: number
  /** The track's place, pixels: asked once, because to answer the browser lays the page out. */
  readonly left: number
  readonly width: number
  /** Where the pointer is. */
  x: number
}

export interface Travelling {
  readonly key: (event: KeyboardEvent) => void
  readonly pointer: {
    readonly onPointerDown: (event: PointerEvent) => void
    readonly onPointerMove: (event: PointerEvent) => void
    readonly onPointerUp: (event: PointerEvent) => void
    readonly onPointerCancel: (event: PointerEvent) => void
  }
}

export function useTravelling({ model, track, from, to }: Travelled): Travelling {
  const frame = useRef<number | undefined>(undefined)
  // The ends move while a live trace grows, the track when the strip changes: a drag holds on to those of its beginning.
  const drag = useRef<Drag | undefined>(undefined)
  useEffect(
    () => () => {
      if (frame.current !== undefined) cancelAnimationFrame(frame.current)
    },
    [],
  )

  const travel = () => {
    frame.current = undefined
    if (drag.current === undefined) return
    const { x, left, width, from: start, to: end } = drag.current
    const share = (x - left) / Math.max(1, width)
    if (share >= 1) model.moment.backToNow()
    else model.moment.travelTo(start + Math.max(0, share) * (end - start))
  }
  const moved = (event: PointerEvent) => {
    if (drag.current === undefined) return
    drag.current.x = event.clientX
    frame.current ??= requestAnimationFrame(travel)
  }
  const ended = () => {
    if (frame.current !== undefined) {
      cancelAnimationFrame(frame.current)
      travel()
    }
    drag.current = undefined
  }

  return {
    key: (event) => {
      if (!stepBy(event, model)) return
      event.preventDefault()
      event.stopPropagation()
    },
    pointer: {
      onPointerDown: (event) => {
        if (event.button !== 0) return
        const { current } = track
        if (current === null) return
        event.preventDefault()
        current.setPointerCapture(event.pointerId)
        current.querySelector<HTMLElement>('[role=slider]')?.focus()
        const { left, width } = current.getBoundingClientRect()
        drag.current = { from, to, left, width, x: event.clientX }
        moved(event)
      },
      onPointerMove: moved,
      onPointerUp: ended,
      onPointerCancel: ended,
    },
  }
}

/** True when the key is one of the slider's. */
function stepBy({ key, shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent, model: InspectorModel): boolean {
  if (altKey || ctrlKey || metaKey) return false
  const { moment } = model
  const events = shiftKey ? farStep : 1
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      moment.step(-events)
      return true
    case 'ArrowRight':
    case 'ArrowUp':
      moment.step(events)
      return true
    case 'PageDown':
      moment.stepTime(-secondUs)
      return true
    case 'PageUp':
      moment.stepTime(secondUs)
      return true
    case 'Home':
      moment.toOldest()
      return true
    case 'End':
      model.backToLive()
      return true
    default:
      return false
  }
}
