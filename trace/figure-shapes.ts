/** What the rows of a figure are made of. */
import type { Language } from '../protocol/lesson.ts'
import type { LadderLanes } from './ladder-lanes.ts'

export interface FigureScale {
  readonly language: Language
  readonly nameOf: (participant: string) => string
  /** The class that gives a participant's colour and pattern. */
  readonly classOf: (participant: string) => string
  /** A lane's place, 0 to 1, as a coordinate. */
  readonly x: (place: number) => number
  /** Where lines across all lanes begin and end. */
  readonly left: number
  readonly width: number
  readonly rowHeight: number
  readonly lanes: LadderLanes
}

/** Width of a character of the monospaced face at the labels' size. */
export const characterWidth = 7.2
/** Of the sans face, on average: chapters are named in it. */
export const sansCharacterWidth = 6.2
/** A label keeps so far from a lifeline. */
export const labelGap = 4
/** From the row's top. */
const labelY = 14
export const lineY = 24
/** An arrow keeps so far from the lifelines that its head is seen whole. */
export const arrowGap = 3

export function labelText(spans: string, centre: number, y: number, scale: FigureScale): string {
  return `<text class="wl-figure-label" x="${scale.x(centre)}" y="${y + labelY}">${spans}</text>`
}

/** Characters that fit over an arrow: between its two lifelines. */
export function roomFor(from: number, to: number, { x }: FigureScale, perCharacter = characterWidth): number {
  return Math.floor((Math.abs(x(to) - x(from)) - 2 * labelGap) / perCharacter)
}

/** An arrow's head with its tip at `x`. */
export function arrowHead(
  x: number,
  y: number,
  direction: number,
  look: 'filled' | 'open' | 'hollow',
): string {
  const back = x - 8 * direction
  const shape = `M${back} ${y + lineY - 4.5}L${x} ${y + lineY}L${back} ${y + lineY + 4.5}`
  if (look === 'open') return `<path class="wl-figure-open" d="${shape}"/>`
  return `<path class="${look === 'filled' ? 'wl-figure-head' : 'wl-figure-hollow'}" d="${shape}Z"/>`
}
