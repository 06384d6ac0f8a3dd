/** The values of a key that a trace has shown, the newest first: what somebody who types a filter probably means. */
import type { TraceEvent } from '../../protocol/trace.ts'
import { inertText } from '../inert-text.ts'
import { namesOf, type KnownTrace } from './facts.ts'
import type { NameKey } from './filter.ts'

/** Events that are looked at, from the newest on. */
const lookedMax = 10_000
const namesMax = 60
/** A longer name is no help, and nobody would type it. */
const nameMaxLength = 60

export function seenNames(key: NameKey, events: readonly TraceEvent[], known: KnownTrace): readonly string[] {
  const names = new Set<string>()
  const until = Math.max(0, events.length - lookedMax)
  for (let place = events.length - 1; place >= until && names.size < namesMax; place -= 1) {
    const event = events[place]
    if (event === undefined || (key === 'room' && !namesRoom(event))) continue
    for (const name of namesOf(key, event, known)) if (isPlain(name)) names.add(name)
  }
  return [...names]
}

/** The room that a socket has for itself is called by its id; and what a call is for, its frames need not say again. */
function namesRoom(event: TraceEvent): boolean {
  return event.kind === 'emit' || (event.kind === 'room' && event.room !== event.socket)
}

/** One that is shown as it is: what is offered is also what will be typed. */
function isPlain(name: string): boolean {
  return name.length <= nameMaxLength && inertText(name) === name
}
