/**
 * A filter as a tree. Its text form, of which `parse.ts` and `print.ts` are the two directions:
 *
 *     filter  = both { "or" both }
 *     both    = one { [ "and" ] one }
 *     one     = "not" one | "(" filter ")" | key ":" value | text
 *     value   = ( word | "quoted" | "*" ) …           pieces without a space between them; * is any text, but not in quotes
 *             | [ > >= < <= = ] number [ unit ]       of size and time
 *     text    = word | "quoted"                       found anywhere in what an event says
 *
 * Upper and lower case are the same everywhere. In quotes, \" is a quote and \\ a backslash.
 */

/** What names a thing: its value is a name, in which `*` stands for any text. */
const nameKeys = ['event', 'client', 'dir', 'ns', 'type', 'ack', 'room', 'transport', 'kind'] as const
/** What is measured: its value is a number, mostly with a comparison before it. */
const measureKeys = ['size', 'time'] as const

export type NameKey = (typeof nameKeys)[number]
export type MeasureKey = (typeof measureKeys)[number]
export type FilterKey = NameKey | MeasureKey

/** In the order in which they are offered. */
export const filterKeys: readonly FilterKey[] = [...nameKeys, ...measureKeys]

export function isMeasureKey(key: FilterKey): key is MeasureKey {
  return measureKeys.some((measure) => measure === key)
}

/** The longer ones first, so that none is taken for the beginning of another. */
export const comparisons = ['>=', '<=', '>', '<', '='] as const
export type Comparison = (typeof comparisons)[number]

/** How much one is, in bytes. A kilobyte is 1000 bytes, as in the Size column (`quantity.ts`). */
export const sizeUnits = { b: 1, kb: 1000, mb: 1_000_000 } as const
/** How much one is, in microseconds. */
export const timeUnits = { ms: 1000, s: 1_000_000 } as const
export type Unit = keyof typeof sizeUnits | keyof typeof timeUnits

/** Literal texts between which any text may stand: `cha*` is `['cha', '']`. One piece alone is the whole name. */
export type NamePattern = readonly [string, ...string[]]

export type FilterTerm =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'name'; readonly key: NameKey; readonly pattern: NamePattern }
  | {
      readonly type: 'measure'
      readonly key: MeasureKey
      readonly comparison: Comparison
      readonly value: number
      readonly unit: Unit
    }

export type Filter =
  | FilterTerm
  | { readonly type: 'not'; readonly part: Filter }
  /** Two parts or more. */
  | { readonly type: 'and' | 'or'; readonly parts: readonly Filter[] }
