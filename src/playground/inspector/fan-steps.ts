/** How the keyboard walks along a fan: from its call to each client's lane, from left to right, and back. */
import { endsOf } from '../../../trace/ladder-fan.ts'
import type { LadderFan } from '../../../trace/ladder-item.ts'
import type { LadderLanes } from '../../../trace/ladder-lanes.ts'
import type { Selection } from './inspector-model.ts'

/** What the next step selects; undefined beyond either end. */
export function stepOnFan(
  fan: LadderFan,
  lanes: LadderLanes,
  selected: Selection | undefined,
  by: 1 | -1,
): Selection | undefined {
  const call: Selection = { kind: 'event', seq: fan.seq }
  const stops = endsOf(fan)
    .toSorted((a, b) => lanes.place(a.client) - lanes.place(b.client))
    .flatMap(({ client, arrows }): Selection[] =>
      arrows === undefined
        ? [{ ...call, skipped: client }]
        : arrows.map(({ seq }) => ({ kind: 'event', seq })),
    )
  const path = [call, ...stops]
  const at = path.findIndex(({ seq, skipped }) => seq === selected?.seq && skipped === selected.skipped)
  return path[Math.max(0, at) + by]
}
