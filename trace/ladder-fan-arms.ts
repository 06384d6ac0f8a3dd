/** How a fan lies across the lanes: an arm to each side of the server, with the clients on it from near to far. */
import { serverParticipant } from '../protocol/trace-constants.ts'
import { endsOf, type FanEnd } from './ladder-fan.ts'
import type { LadderFan } from './ladder-item.ts'
import type { LadderLanes } from './ladder-lanes.ts'

export interface FanArm {
  readonly way: -1 | 1
  readonly ends: readonly { readonly end: FanEnd; readonly place: number }[]
  /** Where the farthest client that was reached stands; the server's own place where none was. */
  readonly reachedTo: number
  /** Where the farthest one stands that was left out, if that is farther. */
  readonly skippedTo: number | undefined
}

export interface FanArms {
  /** Where its node stands. */
  readonly from: number
  readonly arms: readonly FanArm[]
}

export function armsOf(fan: LadderFan, lanes: LadderLanes): FanArms {
  const from = lanes.place(serverParticipant)
  const placed = endsOf(fan).map((end) => ({ end, place: lanes.place(end.client) }))
  const arms = ([-1, 1] as const).flatMap((way): FanArm[] => {
    const far = ({ place }: { readonly place: number }) => (place - from) * way
    const ends = placed.filter((end) => far(end) > 0).sort((a, b) => far(a) - far(b))
    if (ends.length === 0) return []
    const reachedTo = ends.findLast(({ end }) => end.arrows !== undefined)?.place ?? from
    const last = ends.at(-1)?.place
    return [{ way, ends, reachedTo, skippedTo: last === reachedTo ? undefined : last }]
  })
  return { from, arms }
}
