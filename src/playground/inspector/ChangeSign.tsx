/** How two runs differ in a row, as a shape: nobody needs its colour. */
import { ArrowLeftToLine, ArrowRightToLine, Equal, EqualNot } from 'lucide-preact'
import type { Change } from '../../../trace/compare.ts'

const iconPx = 13
const icons = {
  same: Equal,
  changed: EqualNot,
  'left-only': ArrowLeftToLine,
  'right-only': ArrowRightToLine,
} as const satisfies Record<Change, unknown>

export function ChangeSign({ change }: { readonly change: Change }) {
  const Icon = icons[change]
  return (
    <span class={`wli-change wli-change-${change}`}>
      <Icon size={iconPx} aria-hidden="true" />
    </span>
  )
}
