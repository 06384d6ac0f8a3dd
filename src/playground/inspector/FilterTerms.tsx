/** Narrows the filter by what a packet is: its event, its client, its namespace, the rooms that it was for. */
import { Funnel } from 'lucide-preact'
import type { FilterTerm, NameKey } from '../../../trace/filter/filter.ts'
import { printFilter } from '../../../trace/filter/print.ts'
import { roomText } from '../../../trace/ladder-skip.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import { filterStrings } from '../../strings/filter.ts'
import { useInspector } from './context.ts'

const iconPx = 12
/** Rooms that are offered. */
const roomsMax = 3

export function FilterTerms({ row }: { readonly row: PacketRow }) {
  const { model, language } = useInspector()
  const strings = filterStrings(language)
  const rooms = model.emitOf(row)?.rooms.slice(0, roomsMax).map(roomText) ?? []
  const terms = [
    ...named('event', row.event ?? row.question?.event),
    ...named('client', row.client),
    ...named('ns', row.namespace === '/' ? undefined : row.namespace),
    ...rooms.flatMap((room) => named('room', room)),
  ]
  return (
    <p class="wli-filter-terms">
      <Funnel size={iconPx} aria-hidden="true" />
      {terms.map((term) => {
        const text = printFilter(term)
        return (
          <button
            key={text}
            type="button"
            aria-label={strings.only(text)}
            title={strings.only(text)}
            onClick={() => model.filter.add(term)}
          >
            {text}
          </button>
        )
      })}
    </p>
  )
}

function named(key: NameKey, name: string | undefined): readonly FilterTerm[] {
  return name === undefined ? [] : [{ type: 'name', key, pattern: [name] }]
}
