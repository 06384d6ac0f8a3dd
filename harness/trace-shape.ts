/**
 * What two recordings of one lesson have in common, however fast the machine was: who was told what in which order, what
 * each asked for, what the server did and said. Times, ids, sizes, the way from polling to WebSocket and the order between
 * clients are left out, and so is how often something repeats: a lesson's timer ticks as often as it can. Pure.
 */
import type { TraceEvent } from '../protocol/trace.ts'
import { FrameDecoder } from '../trace/decode.ts'

/** By client or kind; each list as it is compared. */
export type TraceShape = Readonly<Record<string, readonly string[]>>

export function traceShape(events: readonly TraceEvent[]): TraceShape {
  const decoder = new FrameDecoder()
  const inOrder = new Map<string, string[]>()
  const found = new Map<string, Set<string>>()
  const follow = (key: string, label: string) => {
    const list = inOrder.get(key) ?? []
    inOrder.set(key, list)
    if (list.at(-1) !== label) list.push(label)
  }
  const find = (key: string, label: string) => {
    const labels = found.get(key) ?? new Set()
    found.set(key, labels.add(label))
  }
  for (const event of events) {
    switch (event.kind) {
      case 'frame': {
        const { packet } = decoder.next(event)
        if (packet === undefined) break
        const what = [packet.type, packet.namespace, packet.event].filter(Boolean).join(' ')
        follow(`${event.client} ${event.direction}`, what)
        break
      }
      case 'http': {
        const path = event.path.split('?', 1)[0] ?? ''
        // Polling: how often depends on when the upgrade came.
        if (path !== '/socket.io/') find(`${event.client} asks`, `${event.method} ${path} ${event.status}`)
        break
      }
      case 'run':
        // Also a lesson's program blocks for a moment on a machine that is slow enough.
        if (event.phase !== 'blocked' && event.phase !== 'unblocked') follow('run', event.phase)
        break
      case 'console':
        find('console', `${event.participant} ${event.level}`)
        break
      case 'error':
        find('errors', `${event.participant} ${event.name}: ${event.message}`)
        break
      case 'fault':
        follow('faults', `${event.client ?? 'all'} ${event.fault.type}`)
        break
      case 'socket':
        find('sockets', event.phase)
        break
      case 'emit':
        find('emits', `${event.call} ${event.event ?? 'answer'}`)
        break
      case 'listener':
        if (event.origin === 'server' && event.phase === 'arrived') find('arrivals', event.event)
        break
      // They follow from the rest, or tell of the transport.
      case 'link':
      case 'drop':
      case 'check':
      case 'room':
      case 'delivery':
      case 'state':
        break
      default:
        event satisfies never
    }
  }
  return Object.fromEntries([
    ...inOrder,
    ...[...found].map(([key, labels]) => [key, [...labels].sort()] as const),
  ])
}
