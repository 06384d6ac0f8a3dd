/** A ladder as plain text in a monospaced face, for issue reports and terminals. No line is wider than it was asked for. */
import type { Language } from '../../protocol/lesson.ts'
import { formatMoment } from '../quantity.ts'
import { exportWords } from './export-words.ts'
import { exportedName, exportTitle, leftOutTexts } from './extract-words.ts'
import { boundedExtract, type LadderExtract } from './ladder-extract.ts'
import { padColumns, columnsOf, fitColumns } from './text-columns.ts'
import { TextLine } from './text-line.ts'
import { drawRow, type TextScale } from './text-row.ts'

export interface TextOptions {
  readonly language: Language
  /** The widest line, in columns of a monospaced face. */
  readonly columns?: number
}

/** As wide as a terminal or a block of code in an issue is read without scrolling. */
export const defaultColumns = 110
export const columnsMin = 60
export const columnsMax = 400

/** Rows: more is no report. */
const rowsMax = 2_000

/** `1:05.250` and the gap behind it. */
const timeColumns = 10
/** Of one lane. */
const laneMin = 4
const laneMax = 20
/** Part of the width that is kept for what a packet carried. */
const detailPart = 0.4

/** The text, each line with its line feed. */
export function textLadder(
  whole: LadderExtract,
  { language, columns = defaultColumns }: TextOptions,
): string {
  const extract = boundedExtract(whole, rowsMax)
  const { lanes, items, since } = extract
  const lane = Math.max(
    laneMin,
    Math.min(laneMax, Math.floor(((columns - timeColumns) * (1 - detailPart)) / lanes.order.length)),
  )
  const scale: TextScale = {
    language,
    lanes,
    nameOf: (id) => exportedName(id, language),
    columnOf: (id) => timeColumns + Math.floor((lanes.order.indexOf(id) + 0.5) * lane),
    lanesEnd: timeColumns + lanes.order.length * lane,
    columns,
  }
  const lines = [
    fitColumns(exportTitle(extract, language), columns),
    ...leftOutTexts(extract, language).map((text) => fitColumns(text, columns)),
    '',
    headLine(scale, lane),
    ...items.map((item) => drawRow(item, momentOf(item.at - since(item.seq)), scale)),
  ]
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

const momentOf = (us: number) => formatMoment(us).padStart(timeColumns - 2)

function headLine(scale: TextScale, lane: number): string {
  const line = new TextLine(scale.columns)
  line.put(0, padColumns(exportWords(scale.language).time.padStart(timeColumns - 2), timeColumns))
  for (const id of scale.lanes.order) {
    const name = fitColumns(scale.nameOf(id), lane - 1)
    line.put(scale.columnOf(id) - Math.floor(columnsOf(name) / 2), name)
  }
  return line.toString()
}
