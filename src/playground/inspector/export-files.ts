/** Makes the files of the export menu. Loaded when one is asked for. */
import type { Language } from '../../../protocol/lesson.ts'
import type { Excerpt } from '../../../trace/export/excerpt.ts'
import { traceToHar } from '../../../trace/export/har.ts'
import { traceToJsonl } from '../../../trace/export/jsonl.ts'
import { ladderOf, type LadderExtract } from '../../../trace/export/ladder-extract.ts'
import { mermaidDiagrams, mermaidMarkdown } from '../../../trace/export/mermaid.ts'
import { ladderSvg } from '../../../trace/export/svg.ts'
import { textLadder } from '../../../trace/export/text.ts'
import type { LadderLanes } from '../../../trace/ladder-lanes.ts'
import type { CopiedFormat, ExportFormat } from '../../strings/export.ts'
import { pngOf, pngRowsMax } from './png-of-svg.ts'

export interface Exported extends Excerpt {
  /** In the order in which the inspector shows them. */
  readonly lanes: LadderLanes
}

export interface ExportedFile {
  /** How its name ends, with the dot. */
  readonly ending: string
  readonly content: Blob
}

/** @param theme of a picture that has only one */
export async function exportFile(
  exported: Exported,
  format: ExportFormat,
  language: Language,
  theme: 'light' | 'dark',
): Promise<ExportedFile> {
  switch (format) {
    case 'jsonl':
      return file('.jsonl', 'application/jsonl', traceToJsonl(exported))
    case 'har':
      return file('.har', 'application/json', JSON.stringify(traceToHar(exported)))
    case 'mermaid': {
      const diagrams = mermaidDiagrams(ladder(exported), language)
      const [only] = diagrams
      return diagrams.length === 1 && only !== undefined
        ? file('.mmd', 'text/plain', only)
        : file('.md', 'text/markdown', mermaidMarkdown(diagrams))
    }
    case 'text':
      return file('.txt', 'text/plain', textLadder(ladder(exported), { language }))
    case 'svg':
      return file('.svg', 'image/svg+xml', ladderSvg(ladder(exported), { language, theme: 'auto' }).markup)
    case 'png': {
      const drawing = ladderSvg(ladder(exported), { language, theme, rowsMax: pngRowsMax })
      return { ending: '.png', content: await pngOf(drawing) }
    }
    default:
      return format satisfies never
  }
}

/** What is put on the clipboard. */
export function copiedText(exported: Exported, format: CopiedFormat, language: Language): string {
  const extract = ladder(exported)
  return format === 'text'
    ? textLadder(extract, { language })
    : mermaidMarkdown(mermaidDiagrams(extract, language))
}

function ladder({ header, events, shows, lanes }: Exported): LadderExtract {
  return { ...ladderOf(header, events, shows), lanes }
}

function file(ending: string, type: string, text: string): ExportedFile {
  return { ending, content: new Blob([text], { type: `${type};charset=utf-8` }) }
}
