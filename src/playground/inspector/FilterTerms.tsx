/** Narrows the filter by what a packet or a call is: its event, its client, its namespace, the rooms that it was for. */
import { Funnel } from 'lucide-preact'
import type { RoomName } from '../../../protocol/instrument.ts'
import type { FilterTerm, NameKey } from '../../../trace/filter/filter.ts'
import { printFilter } from '../../../trace/filter/print.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { roomText } from '../../../trace/ladder-skip.ts'
import { filterStrings } from '../../strings/filter.ts'
import { useInspector } from './context.ts'

const iconPx = 12
/** Rooms that are offered. */
const roomsMax = 3
const nameMax = 80

export interface FilterTermsProps {
  readonly event?: string | undefined
  readonly client?: string
  readonly namespace?: string | undefined
  readonly rooms?: readonly RoomName[] | undefined
}

export function FilterTerms({ event, client, namespace, rooms = [] }: FilterTermsProps) {
  const { model, language } = useInspector()
  const { only } = filterStrings(language)
  const terms = [
    ...named('event', event),
    ...named('client', client),
    // Everybody is in the main one.
    ...named('ns', namespace === '/' ? undefined : namespace),
    ...rooms.slice(0, roomsMax).flatMap((room) => named('room', roomText(room))),
  ]
  if (terms.length === 0) return null
  return (
    <p class="wli-filter-terms">
      <Funnel size={iconPx} aria-hidden="true" />
      {terms.map((term) => {
        const text = printFilter(term)
        return (
          <button
            key={text}
            type="button"
            aria-label={only(text)}
            title={only(text)}
            onClick={() => model.filter.add(term)}
          >
            {text}
          </button>
        )
      })}
    </p>
  )
}

/** A name that is not what it looks like, or longer than anybody reads, is not written into the input. */
function named(key: NameKey, name: string | undefined): readonly FilterTerm[] {
  if (name === undefined || name.length > nameMax || inertText(name) !== name) return []
  return [{ type: 'name', key, pattern: [name] }]
}
