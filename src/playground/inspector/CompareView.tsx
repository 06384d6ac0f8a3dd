/** Two runs side by side, aligned by the order of what crossed the wire. Stands in the ladder's place. */
import { useMemo, useState } from 'preact/hooks'
import type { ComparedPair } from '../../../trace/compare.ts'
import { compareStrings } from '../../strings/compare.ts'
import { CompareBar } from './CompareBar.tsx'
import { ComparedRow, ComparedHeads } from './ComparedRow.tsx'
import { useInspector } from './context.ts'
import { compareChoices } from './run-comparison.ts'
import { RowList } from './RowList.tsx'
import { useContainerNarrow } from './use-container-narrow.ts'
import { useThrottled } from './use-throttled.ts'
import './compare.css'

const rowRem = 2.125
/** Where the two sides stand one above the other. */
const stackedRowRem = 3.75
/** A run that goes on is compared anew so often. */
const againMs = 1_000

const rowId = (index: number) => `wli-compare-${index}`

export function CompareView() {
  const { model, language, number } = useInspector()
  const strings = compareStrings(language)
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const { comparison } = model
  const { choices } = comparison
  const left = choices.find(({ id }) => id === comparison.leftId.value)
  const right = choices.find(({ id }) => id === comparison.rightId.value)
  const stamp = useThrottled(model.newest.seq, againMs)
  const compared = useMemo(
    () => (left === undefined || right === undefined ? undefined : compareChoices(left, right)),
    // The choices' objects are new in each frame; what they are is told by these.
    [left?.id, right?.id, left?.span.until, right?.span.until, stamp],
  )
  const [selected, setSelected] = useState<number | undefined>(undefined)
  const [element, stacked] = useContainerNarrow()
  const pairs = compared?.pairs ?? []

  const show = (index: number) => {
    setSelected(index)
    const seq = ownSeq(pairs[index], left?.file, right?.file)
    if (seq !== undefined) model.selection.value = { kind: 'event', seq }
  }
  const toDifference = (by: 1 | -1) => {
    for (let index = (selected ?? (by > 0 ? -1 : pairs.length)) + by; pairs[index] !== undefined; index += by)
      if (pairs[index]?.change !== 'same') return show(index)
  }

  return (
    <section class="wli-compare" aria-label={strings.label} ref={element} data-stacked={stacked}>
      <CompareBar choices={choices} compared={compared} onStep={toDifference} />
      {compared !== undefined && compared.left.more + compared.right.more > 0 && (
        <p class="wli-state-missing">
          {strings.more(number(compared.left.more), number(compared.right.more))}
        </p>
      )}
      {compared?.exact === false && <p class="wli-state-missing">{strings.notExact}</p>}
      {pairs.length === 0 ? (
        <div class="wli-empty">
          <p>{strings.nothing}</p>
        </div>
      ) : (
        <RowList
          role="tree"
          label={strings.label}
          count={pairs.length}
          before={0}
          rowRem={stacked ? stackedRowRem : rowRem}
          key={String(stacked)}
          selected={selected}
          // The comparison begins at its beginning, also while a run goes on.
          turned={selected ?? 0}
          rowId={rowId}
          head={<ComparedHeads stacked={stacked} />}
          onSelect={show}
          onKey={(key) => {
            if (key !== '[' && key !== ']') return false
            toDifference(key === ']' ? 1 : -1)
            return true
          }}
        >
          {(first, last, rowPx) =>
            pairs
              .slice(first, last)
              .map((pair, offset) => (
                <ComparedRow
                  key={first + offset}
                  pair={pair}
                  id={rowId(first + offset)}
                  index={first + offset}
                  count={pairs.length}
                  rowPx={rowPx}
                  selected={first + offset === selected}
                  since={[left?.span.at ?? 0, right?.span.at ?? 0]}
                  onSelect={show}
                />
              ))
          }
        </RowList>
      )}
    </section>
  )
}

/** The event whose details can be shown: one of the inspector's own trace. */
function ownSeq(
  pair: ComparedPair | undefined,
  leftFile: string | undefined,
  rightFile: string | undefined,
): number | undefined {
  const right = rightFile === undefined ? pair?.right?.item.seq : undefined
  return right ?? (leftFile === undefined ? pair?.left?.item.seq : undefined)
}
