/** One row of a ladder as SVG. */
import { serverParticipant } from '../protocol/trace-constants.ts'
import { figureFan } from './figure-fan.ts'
import {
  arrowGap,
  arrowHead,
  characterWidth,
  type FigureScale,
  labelText,
  lineY,
  roomFor,
  sansCharacterWidth,
} from './figure-shapes.ts'
import { escapeMarkup, fit } from './figure-text.ts'
import { arrowName } from './ladder-arrow.ts'
import type { LadderArrow, LadderBoundary, LadderChapter, LadderItem, LadderMark } from './ladder-item.ts'
import { boundaryText, chapterText, markText } from './ladder-sentence.ts'

/** The row's markup; `y` is its upper edge. */
export function figureRow(item: LadderItem, y: number, scale: FigureScale): string {
  switch (item.type) {
    case 'arrow':
      return arrow(item, y, scale)
    case 'chapter':
      return chapter(item, y, scale)
    case 'mark':
      return mark(item, y, scale)
    case 'boundary':
      return boundary(item, y, scale)
    case 'fan':
      return figureFan(item, y, scale)
    default:
      return item satisfies never
  }
}

function arrow(item: LadderArrow, y: number, scale: FigureScale): string {
  const { from, to } = scale.lanes.arrow(item.client, item.direction)
  const sender = item.direction === 'up' ? item.client : serverParticipant
  const forward = to > from ? 1 : -1
  const start = scale.x(from) + arrowGap * forward
  const end = scale.x(to) - arrowGap * forward
  const line = `<path class="wl-figure-line" d="M${start} ${y + lineY}H${end}"/>`
  const room = roomFor(from, to, scale)
  const name = fit(arrowName(item), room)
  const preview =
    item.preview === '' ? '' : fit(item.preview, Math.max(0, room - Array.from(name).length - 1))
  const text =
    `<tspan class="wl-figure-event">${escapeMarkup(name)}</tspan>` +
    (preview.length < 2 ? '' : `<tspan class="wl-figure-preview"> ${escapeMarkup(preview)}</tspan>`)
  const ends = item.shape === 'request' ? arrowHead(start, y, -forward, 'open') : tail(item, start, y)
  const open = item.shape === 'ack' || item.shape === 'control' || item.shape === 'request'
  return (
    `<g class="${scale.classOf(sender)} wl-figure-${item.shape}">${line}${ends}${arrowHead(end, y, forward, open ? 'open' : 'filled')}` +
    `${labelText(text, (from + to) / 2, y, scale)}</g>`
  )
}

function chapter(item: LadderChapter, y: number, scale: FigureScale): string {
  const places = [...item.clients, serverParticipant].map((id) => scale.lanes.place(id))
  const from = Math.min(...places)
  const to = Math.max(...places)
  const [start, end] = [scale.x(from) + arrowGap, scale.x(to) - arrowGap]
  const only = item.clients.length === 1 ? item.clients[0] : undefined
  const room = roomFor(from, to, scale, sansCharacterWidth)
  const text = escapeMarkup(chapterLabel(item, room, scale))
  return (
    `<g class="${scale.classOf(only ?? serverParticipant)} wl-figure-chapter">` +
    `<path class="wl-figure-line" d="M${start} ${y + lineY}H${end}"/>${arrowHead(start, y, -1, 'open')}${arrowHead(end, y, 1, 'open')}` +
    `${labelText(`<tspan class="wl-figure-preview">${text}</tspan>`, (from + to) / 2, y, scale)}</g>`
  )
}

/** As many whole names of phases as there is room for. */
function chapterLabel(item: LadderChapter, room: number, { language }: FigureScale): string {
  const lengths = item.phases.map((_, index) => item.phases.length - index)
  const texts = lengths.map((length) => {
    const text = chapterText({ ...item, phases: item.phases.slice(0, length) }, language)
    return length === item.phases.length ? text : `${text}…`
  })
  return texts.find((text) => Array.from(text).length <= room) ?? fit(texts.at(-1) ?? '', room)
}

function mark(item: LadderMark, y: number, scale: FigureScale): string {
  const place = scale.lanes.place(item.participant)
  const x = scale.x(place)
  const middle = y + scale.rowHeight / 2
  const leftwards = place > 0.5
  const room = Math.floor(((leftwards ? x : scale.width - x) - 12) / characterWidth)
  const text = escapeMarkup(fit(markText(item, scale.language), room))
  const look =
    (item.event.kind === 'error' ? ' wl-figure-error' : '') + (item.event.claimed ? ' wl-figure-claimed' : '')
  return (
    `<g class="${scale.classOf(item.participant)} wl-figure-mark${look}">` +
    `<rect class="wl-figure-sign" x="${x - 4}" y="${middle - 4}" width="8" height="8"/>` +
    `<text class="wl-figure-label${leftwards ? ' wl-figure-end' : ' wl-figure-start'}" x="${x + (leftwards ? -10 : 10)}" y="${middle + 4}">${text}</text></g>`
  )
}

function boundary(item: LadderBoundary, y: number, scale: FigureScale): string {
  const middle = y + scale.rowHeight / 2
  const text = fit(
    boundaryText(item, scale.language),
    Math.floor((scale.width - scale.left) / characterWidth),
  )
  return (
    `<g class="wl-figure-boundary"><path class="wl-figure-hairline" d="M${scale.left} ${middle + 10}H${scale.width}"/>` +
    `<text class="wl-figure-label wl-figure-start" x="${scale.left}" y="${middle + 4}">${escapeMarkup(text)}</text></g>`
  )
}

/** Where an event starts there is a node, where bytes start a block. */
function tail({ shape }: LadderArrow, x: number, y: number): string {
  if (shape === 'event') return `<circle class="wl-figure-head" cx="${x}" cy="${y + lineY}" r="3.5"/>`
  if (shape !== 'binary') return ''
  return `<rect class="wl-figure-head" x="${x - 3.5}" y="${y + lineY - 3.5}" width="7" height="7"/>`
}
