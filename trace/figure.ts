/**
 * A ladder as a static picture for prose: SVG text, drawn at build time, that needs neither script nor sandbox. Colours
 * and patterns come from classes (`wl-figure…`), so that one picture serves both themes.
 */
import type { Language } from '../protocol/lesson.ts'
import type { TraceEvent } from '../protocol/trace.ts'
import { figureLifeline } from './figure-lifeline.ts'
import { figureRow } from './figure-row.ts'
import type { FigureScale } from './figure-shapes.ts'
import { escapeMarkup, shortHash } from './figure-text.ts'
import type { LadderItem } from './ladder-item.ts'
import { LadderLanes } from './ladder-lanes.ts'
import { clientsOf, ladderItemsOf } from './ladder-of-events.ts'
import { sentenceOf } from './ladder-sentence.ts'

export interface FigureOptions {
  readonly language: Language
  /** One sentence: what the picture shows. */
  readonly title: string
  /** How a participant is called and which `--wl-participant-…` colour it has. */
  readonly participant: (id: string) => { readonly name: string; readonly colour: number | 'server' }
  /** Participants in order, where the picture should show more than those that spoke. */
  readonly clients?: readonly string[]
  /** Of one participant, in CSS pixels at the picture's natural size: in narrow lanes, labels are cut sooner. */
  readonly laneWidth?: number
}

/** Units of the picture: CSS pixels at its natural size. */
const usualLaneWidth = 150
const marginX = 8
const headHeight = 40
const rowHeight = 36
const footHeight = 10

/** The picture as one `<svg>` element. Everything that came over the wire is escaped, inert and cut to its place. */
export function traceFigure(events: readonly TraceEvent[], options: FigureOptions): string {
  const items = rowsOf(events)
  const lanes = new LadderLanes(options.clients ?? clientsOf(events))
  for (const client of clientsOf(events)) lanes.add(client)
  const width = lanes.order.length * (options.laneWidth ?? usualLaneWidth) + marginX * 2
  const height = headHeight + items.length * rowHeight + footHeight
  const scale: FigureScale = {
    language: options.language,
    nameOf: (id) => options.participant(id).name,
    classOf: (id) => `wl-figure-${options.participant(id).colour}`,
    x: (place) => Math.round(marginX + place * (width - marginX * 2)),
    left: 0,
    width,
    rowHeight,
    lanes,
  }
  const body = [
    ...lanes.order.map((id) => figureLifeline(id, scale, { head: headHeight / 2, end: height })),
    ...items.map((item, index) => figureRow(item, headHeight + index * rowHeight, scale)),
  ].join('')
  const description = descriptionOf(items, options)
  const id = `wl-figure-${shortHash(`${width} ${options.title}${description}`)}`
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
  const told = ladderItemsOf(events)
    .filter((item) => !isOfRun(item))
    .map(withoutPage)
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

function descriptionOf(items: readonly LadderItem[], { language, participant }: FigureOptions): string {
  const since = items[0]?.at ?? 0
  const nameOf = (id: string) => participant(id).name
  return items.map((item) => `${sentenceOf(item, { language, nameOf, since })}.`).join('\n')
}
