/** Who takes part in a trace, and how each is told apart everywhere: a colour of its own, a letter and a name. */
import { serverParticipant } from '../protocol/trace-constants.ts'
import { inertText } from './inert-text.ts'

/** The names that new client panes get, in this order. */
export const clientNames = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay', 'gus', 'hal'] as const

/** Colours there are, one for each of those names. */
const colours = clientNames.length

/** Of a name; what is shown for a character that is not may be longer than that. */
const nameMax = 24

export interface Participant {
  /** As it stands in the trace and in host names. */
  readonly id: string
  /** As a person reads it, inert. The same in every language: it is an identifier. */
  readonly name: string
  readonly letter: string
  /** 1 to 8, of `--wl-participant-<n>`; `server` has a colour of its own. */
  readonly colour: number | 'server'
}

/** Maps a participant of the trace to its name, letter and colour. Any string is answered: a trace can be foreign. */
export function participant(id: string): Participant {
  const shown = inertText(id, nameMax)
  const [first = ''] = shown
  const letter = first.toUpperCase()
  return {
    id,
    name: letter + shown.slice(first.length),
    letter,
    colour: id === serverParticipant ? 'server' : colourOf(id),
  }
}

function colourOf(id: string): number {
  const place = clientNames.findIndex((name) => name === id)
  if (place >= 0) return place + 1
  // A name that is not ours gets a colour that depends on the name alone, so that it stays the same in every view.
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 65_521
  return (hash % colours) + 1
}
