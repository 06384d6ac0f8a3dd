/** A fan of a ladder as SVG. */
import { serverParticipant } from '../protocol/trace-constants.ts'
import { arrowGap, arrowHead, characterWidth, type FigureScale, labelText, lineY } from './figure-shapes.ts'
import { escapeMarkup, fit } from './figure-text.ts'
import { armsOf, type FanArm } from './ladder-fan-arms.ts'
import { reachedNobody } from './ladder-fan.ts'
import { fanRoomsText } from './ladder-fan-sentence.ts'
import type { LadderFan } from './ladder-item.ts'
import { wasThere } from './ladder-skip.ts'
import { ladderWords } from './ladder-words.ts'

const nodeRadius = 4.5
/** A label keeps so far from the picture's edges. */
const edgeGap = 8
/** Of the arc over a lifeline. */
const hopRadius = 6
/** The line of a call that nobody gets is so long. */
const stubWidth = 16

/** The row's markup; `y` is its upper edge. */
export function figureFan(fan: LadderFan, y: number, scale: FigureScale): string {
  const { from, arms } = armsOf(fan, scale.lanes)
  const x = scale.x(from)
  const drawn = arms.map((arm) => armMarkup(arm, x, y, scale)).join('')
  return (
    `<g class="${scale.classOf(serverParticipant)} wl-figure-fan">${drawn}` +
    (reachedNobody(fan) && arms.length === 0 ? stub(x, y, scale) : '') +
    `<circle class="wl-figure-head" cx="${x}" cy="${y + lineY}" r="${nodeRadius}"/>` +
    `${label(fan, from, y, scale)}</g>`
  )
}

function armMarkup(arm: FanArm, x: number, y: number, scale: FigureScale): string {
  const { way, ends, reachedTo, skippedTo } = arm
  const reached = scale.x(reachedTo)
  const isPassed = (place: number) => (reachedTo - place) * way > 0
  const passed = ends.flatMap(({ end, place }) =>
    end.arrows === undefined && isPassed(place) ? [scale.x(place)] : [],
  )
  const solid = reached === x ? '' : hoppingLine(x, reached - arrowGap * way, passed, way, y)
  const hollow =
    skippedTo === undefined
      ? ''
      : path('wl-figure-line wl-figure-skipped', reached, scale.x(skippedTo) - arrowGap * way, y)
  const heads = ends.map(({ end, place }) => {
    const isHop = end.arrows === undefined && isPassed(place)
    const tip = scale.x(place) - (isHop ? hopRadius : arrowGap) * way
    return arrowHead(tip, y, way, end.arrows === undefined ? 'hollow' : 'filled')
  })
  return solid + hollow + heads.join('')
}

/** What passes by a client that is left out hops over its lifeline. */
function hoppingLine(from: number, to: number, over: readonly number[], way: -1 | 1, y: number): string {
  const sweep = way === 1 ? 1 : 0
  const hops = over.map(
    (x) => `H${x - hopRadius * way}a${hopRadius} ${hopRadius} 0 0 ${sweep} ${hopRadius * 2 * way} 0`,
  )
  return `<path class="wl-figure-line" d="M${from} ${y + lineY}${hops.join('')}H${to}"/>`
}

/** Nobody was to get it: the line ends at once. */
function stub(x: number, y: number, { language }: FigureScale): string {
  const end = x + stubWidth
  return (
    `${path('wl-figure-line', x, end, y)}<path class="wl-figure-line" d="M${end} ${y + lineY - 4}v8"/>` +
    `<text class="wl-figure-label wl-figure-start wl-figure-preview" x="${end + 6}" y="${y + lineY + 4}">` +
    `${escapeMarkup(ladderWords(language).nobody)}</text>`
  )
}

function label(fan: LadderFan, from: number, y: number, scale: FigureScale): string {
  const side = Math.min(scale.x(from), scale.width - scale.x(from)) - edgeGap
  const room = Math.floor((side * 2) / characterWidth)
  const ack = fan.emit.ack === undefined ? '' : ` ack ${fan.emit.ack}?`
  const name = fit(`${fan.namespace === undefined ? '' : `${fan.namespace} `}${fan.label}${ack}`, room)
  const rooms = fanRoomsText(fan, scale)
  const nobody = reachedNobody(fan) && fan.skipped.some(wasThere) ? ladderWords(scale.language).nobody : ''
  const rest = [
    fan.arrows[0]?.preview ?? '',
    ...[rooms, nobody].map((text) => (text === '' ? '' : `· ${text}`)),
  ].filter((text) => text !== '')
  const preview = fit(rest.join(' '), Math.max(0, room - Array.from(name).length - 1))
  const shown = rest.length === 0 || preview.length < 2 ? '' : preview
  return labelText(
    `<tspan class="wl-figure-event">${escapeMarkup(name)}</tspan>` +
      (shown === '' ? '' : `<tspan class="wl-figure-preview"> ${escapeMarkup(shown)}</tspan>`),
    from,
    y,
    scale,
  )
}

function path(look: string, from: number, to: number, y: number): string {
  return `<path class="${look}" d="M${from} ${y + lineY}H${to}"/>`
}
