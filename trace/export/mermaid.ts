/** A ladder as Mermaid sequence diagrams: GitHub, GitLab and many wikis draw them. */
import type { Language } from '../../protocol/lesson.ts'
import { serverParticipant } from '../../protocol/trace-constants.ts'
import { fanRoomsText, skipText, threwText } from '../ladder-fan-sentence.ts'
import { endsOf, reachedNobody } from '../ladder-fan.ts'
import type {
  ArrowShape,
  LadderArrow,
  LadderChapter,
  LadderFan,
  LadderItem,
  LadderMark,
} from '../ladder-item.ts'
import type { LadderLanes } from '../ladder-lanes.ts'
import { boundaryText, chapterText, markText, transportsOf } from '../ladder-sentence.ts'
import { ladderWords } from '../ladder-words.ts'
import { exportWords } from './export-words.ts'
import { arrowName } from '../ladder-arrow.ts'
import { exportedName, exportTitle, leftOutTexts } from './extract-words.ts'
import { boundedExtract, type LadderExtract } from './ladder-extract.ts'
import { mermaidText } from './mermaid-text.ts'

/** Mermaid draws no diagram of more characters (`maxTextSize`: 50,000); some room is left for what wraps it. */
export const diagramMaxChars = 49_000

/** Rows of all parts together: more than anybody reads as a picture. */
const rowsMax = 2_000

/** Of one label, before it is escaped. */
const labelMax = 80
/** Notes wrap. */
const noteMax = 240

/** A solid line with a filled head is an event, a dashed one an answer, an open head control, a cross a refusal. */
const arrows: Readonly<Record<ArrowShape, string>> = {
  event: '->>',
  ack: '-->>',
  binary: '->>',
  control: '-)',
  request: '-)',
  refusal: '-x',
}

interface Wording {
  readonly language: Language
  readonly nameOf: (id: string) => string
  /** Mermaid's own name of a participant: never a text of the trace. */
  readonly idOf: (participant: string) => string
  readonly lanes: LadderLanes
}

/** The diagrams, in order: one, or several where one would be longer than Mermaid takes. */
export function mermaidDiagrams(whole: LadderExtract, language: Language): readonly string[] {
  const extract = boundedExtract(whole, rowsMax)
  const { lanes, items } = extract
  const wording: Wording = {
    language,
    lanes,
    nameOf: (id) => exportedName(id, language),
    idOf: (id) => `p${lanes.order.indexOf(id)}`,
  }
  const head = lanes.order
    .map((id) => `  participant ${wording.idOf(id)} as ${mermaidText(wording.nameOf(id), labelMax)}\n`)
    .join('')
  const notes = leftOutTexts(extract, language).map((text) => noteOver(lanes.order, text, wording))
  const rows = [...notes, ...items.flatMap((item) => linesOf(item, wording))]
  const parts = partsOf(rows, diagramMaxChars - headRoom - head.length)
  return parts.map((lines, index) => {
    const title = [
      exportTitle(extract, language),
      ...(parts.length > 1 ? [exportWords(language).part(index + 1, parts.length)] : []),
    ].join('. ')
    // A note, where Mermaid has titles: it keeps to the same grammar as everything else here.
    return `sequenceDiagram\n${head}${noteOver(lanes.order, title, wording)}${lines.join('')}`
  })
}

/** The diagrams as Markdown, each in a block of its own. */
export function mermaidMarkdown(diagrams: readonly string[]): string {
  return diagrams.map((diagram) => `\`\`\`mermaid\n${diagram}\`\`\`\n`).join('\n')
}

/** Characters of a diagram's own first lines, and some room beside. */
const headRoom = 1_000

function partsOf(lines: readonly string[], maxChars: number): readonly (readonly string[])[] {
  const parts: string[][] = [[]]
  let length = 0
  for (const line of lines) {
    if (length + line.length > maxChars) {
      parts.push([])
      length = 0
    }
    parts.at(-1)?.push(line)
    length += line.length
  }
  return parts
}

function linesOf(item: LadderItem, wording: Wording): readonly string[] {
  switch (item.type) {
    case 'arrow':
      return [message(item, wording)]
    case 'fan':
      return fanLines(item, wording)
    case 'chapter':
      return [noteOver([...item.clients, serverParticipant], chapterNote(item, wording.language), wording)]
    case 'mark':
      return [noteOver([item.participant], markNote(item, wording), wording)]
    case 'boundary':
      return [noteOver(wording.lanes.order, boundaryText(item, wording.language), wording)]
    default:
      return item satisfies never
  }
}

function message(arrow: LadderArrow, { idOf }: Wording): string {
  const [from, to] =
    arrow.direction === 'up' ? [arrow.client, serverParticipant] : [serverParticipant, arrow.client]
  const text = [arrowName(arrow), arrow.preview].filter((part) => part !== '').join(' ')
  return `  ${idOf(from)}${arrows[arrow.shape]}${idOf(to)}: ${mermaidText(text, labelMax)}\n`
}

/** A call of the server: an arrow to each whom it reached, and a note on the rooms and on who was left out. */
function fanLines(fan: LadderFan, wording: Wording): readonly string[] {
  const words = ladderWords(wording.language)
  const left = endsOf(fan).flatMap(({ client, skip }) =>
    skip === undefined ? [] : [words.notFor(wording.nameOf(client), skipText(skip, fan, wording))],
  )
  const rooms = fanRoomsText(fan, wording)
  const told = [
    ...(rooms === '' ? [] : [rooms]),
    ...(reachedNobody(fan) ? [words.nobody] : []),
    ...(fan.emit.error === undefined ? [] : [threwText(fan.emit.error, wording)]),
    ...left,
  ]
  const note =
    told.length === 0 ? [] : [noteOver(wording.lanes.order, `${fan.label} · ${told.join(' · ')}`, wording)]
  return [...note, ...fan.arrows.map((arrow) => message(arrow, wording))]
}

function chapterNote(chapter: LadderChapter, language: Language): string {
  const transports = transportsOf(chapter).join(' → ')
  return [
    chapterText(chapter, language),
    ...(transports === '' ? [] : [transports]),
    ladderWords(language).steps(chapter.members.length),
  ].join(' · ')
}

function markNote(mark: LadderMark, { language }: Wording): string {
  const claimed = mark.event.claimed === true ? ` (${ladderWords(language).claimed})` : ''
  return markText(mark, language) + (mark.event.kind === 'console' ? '' : claimed)
}

/** Over the lanes of these participants, and those between them. */
function noteOver(participants: readonly string[], text: string, { idOf, lanes }: Wording): string {
  const places = lanes.order.filter((id) => participants.includes(id))
  const first = places[0] ?? serverParticipant
  const last = places.at(-1) ?? serverParticipant
  const over = first === last ? idOf(first) : `${idOf(first)},${idOf(last)}`
  return `  Note over ${over}: wrap:${mermaidText(text, noteMax)}\n`
}
