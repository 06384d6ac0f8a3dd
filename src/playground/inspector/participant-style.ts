/** A participant's colour and line pattern, as the stylesheet expects them. */
import { participant, participantColour } from '../participants.ts'

/** Properties for a `style` attribute. */
export type Style = Readonly<Record<string, string>>

export function participantStyle(id: string): Style {
  return { '--wli-colour': participantColour(id) }
}

/** Each colour has a line pattern of its own, so that neither must be seen to tell lifelines apart. */
export function patternOf(id: string): string {
  return String(participant(id).colour)
}

/** A place from 0 to 1 as CSS. */
export function percent(place: number): string {
  return `${Math.round(place * 100_000) / 1000}%`
}
