/**
 * A ladder as a static picture for prose: SVG text, drawn at build time, that needs neither script nor sandbox. Colours
 * and patterns come from classes (`wl-figure…`), so that one picture serves both themes.
 */
import type { Language } from '../protocol/lesson.ts'
import type { TraceEvent } from '../protocol/trace.ts'
import { serverParticipant } from '../protocol/trace-constants.ts'
import { figureRow } from './figure-row.ts'
import type { FigureScale } from './figure-shapes.ts'
import { escapeMarkup, shortHash } from './figure-text.ts'
import { InsideJoin } from './inside-join.ts'
import type { LadderItem } from './ladder-item.ts'
import { LadderLanes } from './ladder-lanes.ts'
import { sentenceOf } from './ladder-sentence.ts'
import { ladderWords } from './ladder-words.ts'
import { Ladder } from './ladder.ts'
import { PacketsFold } from './packets.ts'
import { serverState } from './server-state.ts'

export interface FigureOptions {
  readonly language: Language
  /** One sentence: what the picture shows. */
  readonly title: string
  /** How a participant is called and which `--wl-participant-…` colour it has. */
  readonly participant: (id: string) => { readonly name: string; readonly colour: number | 'server' }
  /** Participants in order, where the picture should show more than those that spoke. */
  readonly clients?: readonly string[]
}

/** Units of the picture: CSS pixels at its natural size. */
const laneWidth = 150
const marginX = 8
const headHeight = 40
const rowHeight = 36
const footHeight = 10
const badgeRadius = 10

/** The picture as one `<svg>` element. Everything that came over the wire is escaped, inert and cut to its place. */
export function traceFigure(events: readonly TraceEvent[], options: FigureOptions): string {
  const items = rowsOf(events)
  const lanes = new LadderLanes(options.clients ?? clientsOf(events))
  for (const client of clientsOf(events)) lanes.add(client)
  const width = lanes.order.length * laneWidth + marginX * 2
  const height = headHeight + items.length * rowHeight + footHeight
  const scale: FigureScale = {
    language: options.language,
    nameOf: (id) => options.participant(id).name,
    classOf: (id) => `wl-figure-${options.participant(id).colour}`,
    x: (place) => Math.round(marginX + place * (width - marginX * 2)),
    width,
    rowHeight,
    lanes,
  }
  const body = [
    ...lanes.order.map((id) => lifeline(id, scale, height, options)),
    ...items.map((item, index) => figureRow(item, headHeight + index * rowHeight, scale)),
  ].join('')
  const description = descriptionOf(items, options)
  const id = `wl-figure-${shortHash(options.title + description)}`
  return (
    `<svg class="wl-figure" role="img" xmlns="http://www.w3.org/2000/svg" lang="${options.language}"` +
    ` viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-labelledby="${id} ${id}-text">` +
    `<title id="${id}">${escapeMarkup(options.title)}</title>` +
    `<desc id="${id}-text">${escapeMarkup(description)}</desc>${body}</svg>`
  )
}

/**
 * What crossed the wire, as prose tells of it: without the run's own lines, which are for those who watch it live,
 * without the fetching of pages before a connection, and without the goodbyes at the end of the recording.
 */
function rowsOf(events: readonly TraceEvent[]): readonly LadderItem[] {
  const inside = new InsideJoin()
  let state = serverState.initial
  const ladder = new Ladder(inside, () => state)
  const packets = new PacketsFold()
  for (const event of events) {
    inside.push(event)
    state = serverState.reduce(state, event)
    packets.push(event)
    ladder.push(event, event.kind === 'frame' ? packets.rowOf(event.seq) : undefined)
  }
  const told = ladder.items.filter((item) => !isOfRun(item)).map(withoutPage)
  return told.slice(0, told.findLastIndex((item) => !isGoodbye(item)) + 1)
}

function isOfRun(item: LadderItem): boolean {
  return (item.type === 'boundary' || item.type === 'mark') && item.event.kind === 'run'
}

function isGoodbye(item: LadderItem): boolean {
  return item.type === 'chapter' && item.phases.every((phase) => phase === 'close')
}

function withoutPage(item: LadderItem): LadderItem {
  if (item.type !== 'chapter' || item.phases.length === 1) return item
  return { ...item, phases: item.phases.filter((phase) => phase !== 'page') }
}

/** In order of appearance. */
function clientsOf(events: readonly TraceEvent[]): readonly string[] {
  const participants = events.flatMap((event) =>
    'participant' in event ? [event.participant] : 'client' in event && event.client ? [event.client] : [],
  )
  return [...new Set(participants)].filter((id) => id !== serverParticipant)
}

function lifeline(id: string, scale: FigureScale, height: number, options: FigureOptions): string {
  const x = scale.x(scale.lanes.place(id))
  const isServer = id === serverParticipant
  const name = isServer ? ladderWords(options.language).server : options.participant(id).name
  const top = headHeight / 2
  const badge = isServer
    ? `<rect class="wl-figure-badge" x="${x - badgeRadius}" y="${top - badgeRadius}" width="${badgeRadius * 2}" height="${badgeRadius * 2}" rx="3"/>`
    : `<circle class="wl-figure-badge" cx="${x}" cy="${top}" r="${badgeRadius}"/>`
  // The server has a sign in place of a letter: in Russian its letter looks like Cat's.
  const sign = isServer
    ? `<path class="wl-figure-stripes" d="M${x - 5} ${top - 3}h10M${x - 5} ${top + 3}h10"/>`
    : `<text class="wl-figure-letter" x="${x}" y="${top + 4}">${escapeMarkup(Array.from(name)[0] ?? '')}</text>`
  return (
    `<g class="${scale.classOf(id)}">` +
    `<path class="wl-figure-lifeline" d="M${x} ${top + badgeRadius}V${height}"/>${badge}${sign}` +
    `<text class="wl-figure-name" x="${x + badgeRadius + 5}" y="${top + 4}">${escapeMarkup(name)}</text></g>`
  )
}

function descriptionOf(items: readonly LadderItem[], { language, participant }: FigureOptions): string {
  const since = items[0]?.at ?? 0
  const nameOf = (id: string) => participant(id).name
  return items.map((item) => `${sentenceOf(item, { language, nameOf, since })}.`).join('\n')
}
