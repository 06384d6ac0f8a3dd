/** One row of the text ladder: lifelines, what goes between them, and what it carried to the right of them. */
import type { Language } from '../../protocol/lesson.ts'
import { serverParticipant } from '../../protocol/trace-constants.ts'
import { fanRoomsText, skipText, threwText } from '../ladder-fan-sentence.ts'
import { endsOf, reachedNobody, type FanEnd } from '../ladder-fan.ts'
import type {
  ArrowShape,
  LadderArrow,
  LadderBoundary,
  LadderChapter,
  LadderFan,
  LadderItem,
  LadderMark,
} from '../ladder-item.ts'
import type { LadderLanes } from '../ladder-lanes.ts'
import { boundaryText, chapterText, markText, transportsOf } from '../ladder-sentence.ts'
import { ladderWords } from '../ladder-words.ts'
import { arrowName } from '../ladder-arrow.ts'
import { columnsOf, fitColumns } from './text-columns.ts'
import { TextLine } from './text-line.ts'

export interface TextScale {
  readonly language: Language
  readonly lanes: LadderLanes
  readonly nameOf: (participant: string) => string
  readonly columnOf: (participant: string) => number
  /** The first column right of the lanes. */
  readonly lanesEnd: number
  /** Of the whole line. */
  readonly columns: number
}

/** A line and its heads, leftwards and rightwards. */
interface Stroke {
  readonly line: string
  readonly left: string
  readonly right: string
}

const filled = { left: '◄', right: '►' }
const open = { left: '<', right: '>' }

const strokes: Readonly<Record<ArrowShape, Stroke>> = {
  event: { line: '─', ...filled },
  ack: { line: '╌', ...open },
  binary: { line: '═', ...filled },
  control: { line: '·', ...open },
  request: { line: '─', ...open },
  refusal: { line: '─', left: 'x', right: 'x' },
}

/** Of a call that passes a client by. */
const skippedHeads = { left: '◁', right: '▷' }

/** The line, not wider than the scale says. */
export function drawRow(item: LadderItem, moment: string, scale: TextScale): string {
  if (item.type === 'boundary') return boundary(item, moment, scale)
  const line = new TextLine(scale.columns)
  line.put(0, moment)
  for (const id of scale.lanes.order) line.put(scale.columnOf(id), '│')
  const detail = drawItem(item, line, scale)
  const room = scale.columns - scale.lanesEnd - 1
  line.put(scale.lanesEnd + 1, fitColumns(detail, room))
  return line.toString()
}

/** Draws between the lifelines; gives what stands to the right of them. */
function drawItem(item: Exclude<LadderItem, LadderBoundary>, line: TextLine, scale: TextScale): string {
  switch (item.type) {
    case 'arrow':
      return arrow(item, line, scale)
    case 'fan':
      return fan(item, line, scale)
    case 'chapter':
      return chapter(item, line, scale)
    case 'mark':
      return mark(item, line, scale)
    default:
      return item satisfies never
  }
}

function arrow(item: LadderArrow, line: TextLine, scale: TextScale): string {
  const ends = [scale.columnOf(item.client), scale.columnOf(serverParticipant)] as const
  const [from, to] = item.direction === 'up' ? ends : ([ends[1], ends[0]] as const)
  const name = arrowName(item)
  drawStroke(line, from, to, strokes[item.shape])
  const shown = label(line, from, to, name)
  return [...(shown ? [] : [name]), item.preview].filter((text) => text !== '').join(' ')
}

function fan(item: LadderFan, line: TextLine, scale: TextScale): string {
  const server = scale.columnOf(serverParticipant)
  const ends = endsOf(item).map((end) => ({ end, column: scale.columnOf(end.client) }))
  // From far to near: the heads of the near ones stand over the lines to the far ones.
  for (const { end, column } of ends.toSorted(
    (a, b) => Math.abs(b.column - server) - Math.abs(a.column - server),
  )) {
    if (end.arrows !== undefined) drawStroke(line, server, column, strokes.event)
    else
      line.put(
        column < server ? column + 1 : column - 1,
        column < server ? skippedHeads.left : skippedHeads.right,
      )
  }
  line.put(server, '●')
  const reached = ends.filter(({ end }) => end.arrows !== undefined).map(({ column }) => column)
  const near = reached.toSorted((a, b) => Math.abs(a - server) - Math.abs(b - server))[0]
  const ack = item.emit.ack === undefined ? '' : ` ack ${item.emit.ack}?`
  const name = `${item.namespace === undefined ? '' : `${item.namespace} `}${item.label}${ack}`
  const isShown = near !== undefined && label(line, server, near, name)
  return [
    ...(isShown ? [] : [name]),
    ...fanDetails(
      item,
      ends.map(({ end }) => end),
      scale,
    ),
  ].join(' · ')
}

function fanDetails(item: LadderFan, ends: readonly FanEnd[], scale: TextScale): readonly string[] {
  const words = ladderWords(scale.language)
  const preview = item.arrows[0]?.preview ?? ''
  const rooms = fanRoomsText(item, scale)
  return [
    ...(preview === '' ? [] : [preview]),
    ...(rooms === '' ? [] : [rooms]),
    ...(reachedNobody(item) ? [words.nobody] : []),
    ...(item.emit.error === undefined ? [] : [threwText(item.emit.error, scale)]),
    ...ends.flatMap(({ client, skip }) =>
      skip === undefined ? [] : [words.notFor(scale.nameOf(client), skipText(skip, item, scale))],
    ),
  ]
}

function chapter(item: LadderChapter, line: TextLine, scale: TextScale): string {
  const columns = [serverParticipant, ...item.clients].map(scale.columnOf)
  const [from, to] = [Math.min(...columns), Math.max(...columns)]
  line.fill(from + 1, to - 1, '·')
  line.put(from + 1, open.left)
  line.put(to - 1, open.right)
  const text = chapterText(item, scale.language)
  const isShown = label(line, from, to, text)
  const transports = transportsOf(item).join(' → ')
  return [
    ...(isShown ? [] : [text]),
    ...(transports === '' ? [] : [transports]),
    ladderWords(scale.language).steps(item.members.length),
  ].join(' · ')
}

function mark(item: LadderMark, line: TextLine, scale: TextScale): string {
  const { claimed } = item.event
  line.put(scale.columnOf(item.participant), claimed === true ? '□' : '■')
  return `${scale.nameOf(item.participant)}: ${markText(item, scale.language)}`
}

function boundary(item: LadderBoundary, moment: string, scale: TextScale): string {
  const start = `${moment}  ── `
  const text = fitColumns(boundaryText(item, scale.language), scale.columns - columnsOf(start) - 1)
  const rule = scale.columns - columnsOf(start) - columnsOf(text) - 1
  return `${start}${text} ${'─'.repeat(Math.max(0, rule))}`
}

/** From one lifeline to the other, over those between. */
function drawStroke(
  line: TextLine,
  from: number,
  to: number,
  { line: character, left, right }: Stroke,
): void {
  if (from === to) return
  const way = to > from ? 1 : -1
  for (let column = from + way; column !== to; column += way) {
    const crosses = line.at(column) === '│'
    line.put(column, crosses ? '┼' : character)
  }
  line.put(to - way, way === 1 ? right : left)
}

/** Puts a name on a line, if enough of it fits to be read. */
function label(line: TextLine, from: number, to: number, text: string): boolean {
  // A head and a piece of the line stay in sight at both ends.
  const room = Math.abs(to - from) - 5
  const columns = columnsOf(text)
  if (text === '' || columns > room) return false
  line.put(Math.min(from, to) + 2 + Math.floor((room - columns) / 2), ` ${text} `)
  return true
}
