/**
 * What crossed in both runs, earlier between other clients' packets in one and later in the other. Clients do not wait for
 * one another: which of two is first is chance. The order of one client's own packets is none.
 */
import { align } from './align.ts'
import type { ComparedEntry, ComparedPair } from './compare.ts'

type Paired = Extract<ComparedPair, { left: ComparedEntry; right: ComparedEntry }>

interface Placed {
  readonly pair: ComparedPair
  /** Where it stands among the pairs. */
  readonly place: number
}

/** What stands alone of one client between two packets of it that have partners. */
interface Stretch {
  readonly left: { readonly entry: ComparedEntry; readonly place: number }[]
  readonly right: { readonly entry: ComparedEntry; readonly place: number }[]
}

/**
 * Pairs what stands alone at both sides. The left run keeps its order; of the right one, each client's packets do.
 * @param keyOf tells what can be the same in both
 */
export function withoutRaces(
  pairs: readonly ComparedPair[],
  keyOf: (entry: ComparedEntry) => string,
): readonly ComparedPair[] {
  const stretches = new Map<string, Stretch>()
  const placed: Placed[] = []
  const close = (client: string) => {
    const stretch = stretches.get(client)
    if (stretch !== undefined) placed.push(...settled(stretch, keyOf))
    stretches.delete(client)
  }
  for (const [place, pair] of pairs.entries()) {
    if (isPaired(pair)) {
      close(clientOf(pair.left))
      placed.push({ pair, place })
      continue
    }
    const client = clientOf(pair.left ?? pair.right)
    const stretch = stretches.get(client) ?? { left: [], right: [] }
    stretches.set(client, stretch)
    if (pair.left === undefined) stretch.right.push({ entry: pair.right, place })
    else stretch.left.push({ entry: pair.left, place })
  }
  for (const client of stretches.keys()) close(client)
  return placed.toSorted((one, other) => one.place - other.place).map(({ pair }) => pair)
}

function settled({ left, right }: Stretch, keyOf: (entry: ComparedEntry) => string): readonly Placed[] {
  const { pairs } = align(
    left.map(({ entry }) => keyOf(entry)),
    right.map(({ entry }) => keyOf(entry)),
  )
  const placed: Placed[] = []
  // What is at the right moves with the partners that it stands between.
  let after = 0
  let waiting: Stretch['right'] = []
  const place = (until: number) => {
    for (const { entry, place: own } of waiting) {
      after = Math.max(after, Math.min(own, until))
      placed.push({ pair: { change: 'right-only', right: entry }, place: after })
    }
    waiting = []
  }
  for (const { left: l, right: r } of pairs) {
    const one = l === undefined ? undefined : left[l]
    const other = r === undefined ? undefined : right[r]
    if (one !== undefined && other !== undefined) {
      // Places are whole: this is before the partner, and behind all that is before it.
      place(one.place - 0.5)
      after = one.place
      placed.push({ pair: { change: 'same', left: one.entry, right: other.entry }, place: after })
    } else if (one !== undefined) {
      placed.push({ pair: { change: 'left-only', left: one.entry }, place: one.place })
    } else if (other !== undefined) waiting.push(other)
  }
  place(Number.POSITIVE_INFINITY)
  return placed
}

const isPaired = (pair: ComparedPair): pair is Paired => pair.left !== undefined && pair.right !== undefined

const clientOf = ({ item }: ComparedEntry) => (item.type === 'arrow' ? item.client : item.participant)
