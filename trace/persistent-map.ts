/**
 * A map that never changes: adding or removing gives a new map that shares nearly all of its nodes with the old one. So a
 * reference to it is a snapshot, for as long as anybody keeps it. A trie of 32 branches over the hashes of its keys.
 */

interface Entry<Value> {
  readonly key: string
  readonly hash: number
  readonly value: Value
}

interface Bucket<Value> {
  readonly entries: readonly Entry<Value>[]
}

interface Branch<Value> {
  readonly children: readonly (Node<Value> | undefined)[]
}

type Node<Value> = Bucket<Value> | Branch<Value>

const bitsPerLevel = 5
const branches = 1 << bitsPerLevel
/** A 32-bit hash has no more levels than this; keys that share all of it share a bucket. */
const levelsMax = 6
/** A bucket that grows beyond this becomes a branch. */
const bucketMax = 8

export class PersistentMap<Value> implements Iterable<readonly [string, Value]> {
  readonly #root: Node<Value> | undefined
  readonly size: number

  private constructor(root: Node<Value> | undefined, size: number) {
    this.#root = root
    this.size = size
  }

  static empty<Value>(): PersistentMap<Value> {
    return new PersistentMap<Value>(undefined, 0)
  }

  get(key: string): Value | undefined {
    const hash = hashOf(key)
    let node = this.#root
    for (let level = 0; node !== undefined && 'children' in node; level += 1) {
      node = node.children[slotOf(hash, level)]
    }
    return node?.entries.find((entry) => entry.key === key)?.value
  }

  has(key: string): boolean {
    return this.get(key) !== undefined
  }

  /** The map with this value at the key. */
  with(key: string, value: Value): PersistentMap<Value> {
    const added = this.has(key) ? 0 : 1
    return new PersistentMap(inserted(this.#root, { key, hash: hashOf(key), value }, 0), this.size + added)
  }

  /** The map without this key; the same map when it is not there. */
  without(key: string): PersistentMap<Value> {
    if (!this.has(key)) return this
    return new PersistentMap(removed(this.#root, key, hashOf(key), 0), this.size - 1)
  }

  /** Entries in no order that means anything. */
  *[Symbol.iterator](): IterableIterator<readonly [string, Value]> {
    yield* entriesOf(this.#root)
  }

  /** In no order that means anything. */
  values(): Value[] {
    return Array.from(this, ([, value]) => value)
  }
}

function inserted<Value>(node: Node<Value> | undefined, entry: Entry<Value>, level: number): Node<Value> {
  if (node === undefined) return { entries: [entry] }
  if ('children' in node) {
    const children = [...node.children]
    const slot = slotOf(entry.hash, level)
    children[slot] = inserted(children[slot], entry, level + 1)
    return { children }
  }
  const entries = node.entries.filter(({ key }) => key !== entry.key)
  entries.push(entry)
  if (entries.length <= bucketMax || level > levelsMax) return { entries }
  let branch: Node<Value> = { children: Array.from({ length: branches }, () => undefined) }
  for (const each of entries) branch = inserted(branch, each, level)
  return branch
}

function removed<Value>(
  node: Node<Value> | undefined,
  key: string,
  hash: number,
  level: number,
): Node<Value> | undefined {
  if (node === undefined) return undefined
  if ('entries' in node) {
    const entries = node.entries.filter((entry) => entry.key !== key)
    return entries.length === 0 ? undefined : { entries }
  }
  const children = [...node.children]
  const slot = slotOf(hash, level)
  children[slot] = removed(children[slot], key, hash, level + 1)
  return children.some((child) => child !== undefined) ? { children } : undefined
}

function* entriesOf<Value>(node: Node<Value> | undefined): IterableIterator<readonly [string, Value]> {
  if (node === undefined) return
  if ('entries' in node) {
    for (const { key, value } of node.entries) yield [key, value]
    return
  }
  for (const child of node.children) yield* entriesOf(child)
}

const slotOf = (hash: number, level: number) => (hash >>> (level * bitsPerLevel)) & (branches - 1)

/** FNV-1a over UTF-16 units: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(key: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
