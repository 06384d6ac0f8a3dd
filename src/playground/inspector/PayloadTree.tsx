/** Values of a payload as a tree that opens. Bounded in depth, breadth and length; nothing in it is ever markup. */
import { useState } from 'preact/hooks'
import { formatNumber } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'
import { InertText } from './InertText.tsx'

/** Levels that can be opened: also what ends a cycle. */
const maxDepth = 24
const maxEntries = 100
const maxText = 2000
const maxKey = 100
/** Levels that are open at first, when they are short. */
const openDepth = 2
const openEntries = 12

export function PayloadTree({ values }: { readonly values: readonly unknown[] }) {
  return (
    <ul class="wli-tree">
      {values.slice(0, maxEntries).map((value, index) => (
        // Arguments have no other identity than their place.
        <li key={index}>
          <PayloadValue value={value} />
        </li>
      ))}
      <More count={values.length - maxEntries} />
    </ul>
  )
}

/** One value. Arrays and objects open. */
export function PayloadValue({ value }: { readonly value: unknown }) {
  return <Value value={value} depth={0} />
}

function Value({ value, depth }: { readonly value: unknown; readonly depth: number }) {
  if (typeof value === 'string') {
    return (
      <span class="wli-value-string">
        "<InertText source={value} maxLength={maxText} />"
      </span>
    )
  }
  if (typeof value !== 'object' || value === null) {
    return <span class={`wli-value-${value === null ? 'null' : typeof value}`}>{String(value)}</span>
  }
  return <Branch value={value} depth={depth} />
}

function Branch({ value, depth }: { readonly value: object; readonly depth: number }) {
  const { strings } = useInspector()
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value)
  const [open, setOpen] = useState(depth < openDepth && entries.length <= openEntries)
  const attachment = placeholderNumber(value)
  if (attachment !== undefined)
    return <span class="wli-value-null">{strings.detail.placeholder(attachment + 1)}</span>
  const title = Array.isArray(value)
    ? strings.detail.list(entries.length)
    : strings.detail.object(entries.length)
  if (entries.length === 0) return <span>{Array.isArray(value) ? '[]' : '{}'}</span>
  if (depth >= maxDepth) return <span class="wli-soft">{strings.detail.deeper}</span>
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary class="wli-soft">{title}</summary>
      {open && (
        <ul class="wli-tree">
          {entries.slice(0, maxEntries).map(([key, child]) => (
            <li key={key}>
              <span class="wli-key">
                <InertText source={key} maxLength={maxKey} />
              </span>
              : <Value value={child} depth={depth + 1} />
            </li>
          ))}
          <More count={entries.length - maxEntries} />
        </ul>
      )}
    </details>
  )
}

function More({ count }: { readonly count: number }) {
  const { strings, language } = useInspector()
  return count <= 0 ? null : (
    <li class="wli-soft">{strings.detail.moreEntries(formatNumber(count, language))}</li>
  )
}

/** socket.io-parser writes `{"_placeholder":true,"num":0}` where an attachment belongs. */
function placeholderNumber(value: object): number | undefined {
  if (!('_placeholder' in value) || value._placeholder !== true) return undefined
  return 'num' in value && typeof value.num === 'number' ? value.num : undefined
}
