/** A ladder as an SVG file that stands alone: no script, no font and no address of elsewhere. */
import type { Language } from '../../protocol/lesson.ts'
import { figureLifeline } from '../figure-lifeline.ts'
import { figureRow } from '../figure-row.ts'
import type { FigureScale } from '../figure-shapes.ts'
import { escapeMarkup } from '../figure-text.ts'
import type { LadderItem } from '../ladder-item.ts'
import { sentenceOf } from '../ladder-sentence.ts'
import { participant } from '../participant.ts'
import { formatMoment } from '../quantity.ts'
import { exportedName, exportTitle, leftOutTexts } from './extract-words.ts'
import { boundedExtract, type LadderExtract } from './ladder-extract.ts'
import { svgStyle, type SvgTheme } from './svg-style.ts'

export interface SvgOptions {
  readonly language: Language
  readonly theme: SvgTheme
  /** The newest rows, so many at most. */
  readonly rowsMax?: number
}

export interface SvgDrawing {
  readonly markup: string
  /** Its natural size, in CSS pixels. */
  readonly width: number
  readonly height: number
}

/** Of the picture, in CSS pixels. */
const margin = 20
const titleHeight = 26
const noteHeight = 20
const headHeight = 44
const rowHeight = 36
const timeWidth = 64
const laneWidth = 190
/** A ladder of one or two lanes is still as wide as its title. */
const widthMin = 520

const rowsDefault = 2_000

/** Everything that came over the wire is escaped, inert and cut to its place. */
export function ladderSvg(whole: LadderExtract, options: SvgOptions): SvgDrawing {
  const { language, theme, rowsMax = rowsDefault } = options
  const extract = boundedExtract(whole, rowsMax)
  const { lanes, items } = extract
  const notes = leftOutTexts(extract, language)
  const left = margin + timeWidth
  const right = Math.max(widthMin, left + lanes.order.length * laneWidth + margin) - margin
  const top = margin + titleHeight + notes.length * noteHeight
  const width = right + margin
  const height = top + headHeight + items.length * rowHeight + margin
  const scale: FigureScale = {
    language,
    nameOf: (id) => exportedName(id, language),
    classOf: (id) => `wl-figure-${participant(id).colour}`,
    x: (place) => Math.round(left + place * (right - left)),
    left: margin,
    width: right,
    rowHeight,
    lanes,
  }
  const title = exportTitle(extract, language)
  const body = [
    `<rect class="wl-figure-paper" width="${width}" height="${height}"/>`,
    `<text class="wl-figure-title" x="${margin}" y="${margin + 14}">${escapeMarkup(title)}</text>`,
    ...notes.map(
      (text, index) =>
        `<text class="wl-figure-note" x="${margin}" y="${margin + titleHeight + index * noteHeight + 12}">${escapeMarkup(text)}</text>`,
    ),
    ...lanes.order.map((id) =>
      figureLifeline(id, scale, { head: top + headHeight / 2, end: height - margin }),
    ),
    ...items.map((item, index) => row(item, top + headHeight + index * rowHeight, scale, extract)),
  ].join('\n')
  const markup =
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="${language}"` +
    ` viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">\n` +
    `<title>${escapeMarkup(title)}</title>\n<style>${svgStyle(theme)}</style>\n${body}\n</svg>\n`
  return { markup, width, height }
}

/** The row with its time, and its sentence for who hovers over it or hears it. */
function row(item: LadderItem, y: number, scale: FigureScale, { since }: LadderExtract): string {
  const start = since(item.seq)
  const { language, nameOf } = scale
  const sentence = sentenceOf(item, { language, nameOf, since: start })
  const time =
    item.type === 'boundary'
      ? ''
      : `<text class="wl-figure-time" x="${margin + timeWidth - 14}" y="${y + 28}">${formatMoment(item.at - start)}</text>`
  return `<g><title>${escapeMarkup(sentence)}</title>${time}${figureRow(item, y, scale)}</g>`
}
