/** A participant of a figure: its badge and name, and the line down from them. */
import { serverParticipant } from '../protocol/trace-constants.ts'
import type { FigureScale } from './figure-shapes.ts'
import { escapeMarkup } from './figure-text.ts'
import { ladderWords } from './ladder-words.ts'

const badgeRadius = 10

/** @param at the middle of the badge, and the line's lower end */
export function figureLifeline(
  id: string,
  scale: FigureScale,
  at: { readonly head: number; readonly end: number },
): string {
  const x = scale.x(scale.lanes.place(id))
  const isServer = id === serverParticipant
  const name = isServer ? ladderWords(scale.language).server : scale.nameOf(id)
  const y = at.head
  const badge = isServer
    ? `<rect class="wl-figure-badge" x="${x - badgeRadius}" y="${y - badgeRadius}" width="${badgeRadius * 2}" height="${badgeRadius * 2}" rx="3"/>`
    : `<circle class="wl-figure-badge" cx="${x}" cy="${y}" r="${badgeRadius}"/>`
  // The server has a sign in place of a letter: in Russian its letter looks like Cat's.
  const sign = isServer
    ? `<path class="wl-figure-stripes" d="M${x - 5} ${y - 3}h10M${x - 5} ${y + 3}h10"/>`
    : `<text class="wl-figure-letter" x="${x}" y="${y + 4}">${escapeMarkup(Array.from(name)[0] ?? '')}</text>`
  return (
    `<g class="${scale.classOf(id)}">` +
    `<path class="wl-figure-lifeline" d="M${x} ${y + badgeRadius}V${at.end}"/>${badge}${sign}` +
    `<text class="wl-figure-name" x="${x + badgeRadius + 5}" y="${y + 4}">${escapeMarkup(name)}</text></g>`
  )
}
