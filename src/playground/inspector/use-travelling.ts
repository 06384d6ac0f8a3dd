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
  // The ends move while a live trace grows: who drags holds on to those from when the drag began.
  const drag = useRef<{ readonly from: number; readonly to: number; x: number } | undefined>(undefined)
  useEffect(
    () => () => {
      if (frame.current !== undefined) cancelAnimationFrame(frame.current)
    },
    [],
  )

  const travel = () => {
    frame.current = undefined
    const { current } = track
    if (drag.current === undefined || current === null) return
    const { left, width } = current.getBoundingClientRect()
    const share = (drag.current.x - left) / Math.max(1, width)
    const length = drag.current.to - drag.current.from
    if (share >= 1) model.moment.backToNow()
    else model.moment.travelTo(drag.current.from + Math.max(0, share) * length)
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
        track.current?.setPointerCapture(event.pointerId)
        track.current?.querySelector<HTMLElement>('[role=slider]')?.focus()
        event.preventDefault()
        drag.current = { from, to, x: event.clientX }
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
