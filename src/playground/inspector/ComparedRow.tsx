/** A row of two ladders: what stands at the left, what at the right, and how they differ. */
import { Server } from 'lucide-preact'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import type { ComparedEntry, ComparedPair } from '../../../trace/compare.ts'
import { markText, sentenceOf } from '../../../trace/ladder-sentence.ts'
import { formatMoment } from '../../../trace/quantity.ts'
import { compareStrings } from '../../strings/compare.ts'
import { participant } from '../participants.ts'
import { ChangeSign } from './ChangeSign.tsx'
import { useInspector } from './context.ts'
import { Lifelines } from './Lifelines.tsx'
import { participantStyle, percent } from './participant-style.ts'
import { rowStyle } from './RowList.tsx'
import { Wire } from './Wire.tsx'

const iconPx = 14

export interface ComparedRowProps {
  readonly pair: ComparedPair
  readonly id: string
  readonly index: number
  readonly count: number
  readonly rowPx: number
  readonly selected: boolean
  /** When the runs began, left and right. */
  readonly since: readonly [number, number]
  readonly onSelect: (index: number) => void
}

export function ComparedRow({ pair, id, index, count, rowPx, selected, since, onSelect }: ComparedRowProps) {
  const { language } = useInspector()
  const strings = compareStrings(language)
  const said = useSentence(pair, since)
  return (
    <div
      id={id}
      class={`wli-pair wli-pair-${pair.change}`}
      role="treeitem"
      aria-level={1}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-selected={selected}
      style={rowStyle(index, rowPx)}
      onClick={() => onSelect(index)}
    >
      <span class="wli-said">{said}</span>
      <Half entry={pair.left} since={since[0]} />
      <span class="wli-pair-sign" title={strings.changes[pair.change]} aria-hidden="true">
        {pair.change !== 'same' && <ChangeSign change={pair.change} />}
      </span>
      <Half entry={pair.right} since={since[1]} />
    </div>
  )
}

function useSentence(
  { change, left, right }: ComparedPair,
  [leftSince, rightSince]: readonly [number, number],
) {
  const { language, nameOf } = useInspector()
  const strings = compareStrings(language)
  const textOf = (entry: ComparedEntry | undefined, since: number) =>
    entry === undefined ? '' : sentenceOf(entry.item, { language, nameOf, since })
  const text =
    change === 'changed'
      ? strings.both(textOf(left, leftSince), textOf(right, rightSince))
      : textOf(left, leftSince) || textOf(right, rightSince)
  return `${strings.changes[change]}: ${text}`
}

function Half({ entry, since }: { readonly entry: ComparedEntry | undefined; readonly since: number }) {
  const { model } = useInspector()
  return (
    <span class="wli-half" aria-hidden="true">
      <Lifelines />
      {entry !== undefined && (
        <>
          <span class="wli-time">{formatMoment(entry.item.at - since)}</span>
          <span class="wli-lanes">
            {entry.item.type === 'arrow' ? (
              <Wire arrow={entry.item} {...model.lanes.arrow(entry.item.client, entry.item.direction)} />
            ) : (
              <ErrorText entry={entry} />
            )}
          </span>
        </>
      )}
    </span>
  )
}

function ErrorText({ entry: { item } }: { readonly entry: ComparedEntry }) {
  const { language } = useInspector()
  return <span class="wli-compared-error">{item.type === 'mark' ? markText(item, language) : ''}</span>
}

/** The lifelines' letters above each side, once where the sides stand one above the other. */
export function ComparedHeads({ stacked }: { readonly stacked: boolean }) {
  const { language } = useInspector()
  const strings = compareStrings(language)
  return (
    <div class="wli-pair-heads" aria-hidden="true">
      <HeadHalf names={stacked ? [`↑ ${strings.left}`, `↓ ${strings.right}`] : [strings.left]} />
      {!stacked && (
        <>
          <span class="wli-pair-sign" />
          <HeadHalf names={[strings.right]} />
        </>
      )}
    </div>
  )
}

function HeadHalf({ names }: { readonly names: readonly string[] }) {
  const { model, nameOf } = useInspector()
  return (
    <div class="wli-half">
      <div class="wli-half-name">
        {names.map((name) => (
          <div key={name}>{name}</div>
        ))}
      </div>
      <div class="wli-lanes">
        {model.lanes.order.map((id) => (
          <span
            key={id}
            class={`wli-half-head${id === serverParticipant ? ' wli-head-server' : ''}`}
            title={nameOf(id)}
            style={{ ...participantStyle(id), left: percent(model.lanes.place(id)) }}
          >
            <span class="wli-badge">
              {id === serverParticipant ? <Server size={iconPx} /> : participant(id).letter}
            </span>
          </span>
        ))}
      </div>
    </div>
  )
}
