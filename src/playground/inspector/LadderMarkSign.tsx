/** What stands on the lifeline for a mark: its shape tells what happened, and hollow is somebody's own word. */
import {
  ChevronLeft,
  ChevronRight,
  Hourglass,
  Plug,
  RotateCcw,
  Scissors,
  Timer,
  Unplug,
  Waypoints,
  X,
} from 'lucide-preact'
import type { Fault } from '../../../protocol/fault.ts'
import type { LadderMark } from '../../../trace/ladder-item.ts'
import { useInspector } from './context.ts'

const iconPx = 12

export function LadderMarkSign({ mark }: { readonly mark: LadderMark }) {
  const { strings } = useInspector()
  const { event } = mark
  const title = event.claimed && strings.console.hollow
  const Icon = iconOf(event)
  return Icon === undefined ? (
    <span class="wli-mark-sign" title={title} />
  ) : (
    <span class="wli-mark-icon" title={title}>
      <Icon size={iconPx} strokeWidth={2.5} aria-hidden="true" />
    </span>
  )
}

function iconOf(event: LadderMark['event']) {
  switch (event.kind) {
    case 'fault':
      return faultIcon(event.fault)
    case 'socket':
      return event.phase === 'connect' ? RotateCcw : X
    case 'console':
      if (event.typed === undefined) return undefined
      return event.typed === 'input' ? ChevronRight : ChevronLeft
    case 'run':
      return event.phase === 'blocked' ? Hourglass : undefined
    case 'error':
    case 'link':
      return undefined
  }
}

function faultIcon(fault: Fault) {
  switch (fault.type) {
    case 'unplug':
      return fault.on ? Unplug : Plug
    case 'latency':
      return Timer
    case 'stall':
      return Hourglass
    case 'polling-only':
      return Waypoints
    case 'drop':
      return Scissors
    case 'restart':
      return RotateCcw
    default:
      return fault satisfies never
  }
}
