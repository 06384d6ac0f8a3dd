/** `wirelab trace`: a recorded trace as text, a diagram, a picture, an HTTP archive, or a smaller trace. */
import * as z from 'zod'
import { languages, type Language } from '../../protocol/lesson.ts'
import type { Excerpt } from '../../trace/export/excerpt.ts'
import { traceToHar } from '../../trace/export/har.ts'
import { traceToJsonl } from '../../trace/export/jsonl.ts'
import { ladderOf } from '../../trace/export/ladder-extract.ts'
import { mermaidDiagrams, mermaidMarkdown } from '../../trace/export/mermaid.ts'
import { ladderSvg } from '../../trace/export/svg.ts'
import { columnsMax, columnsMin, defaultColumns, textLadder } from '../../trace/export/text.ts'
import { filterHelp, parseTraceFilter } from './filter-option.ts'
import { parseChoice } from './choice.ts'
import { parseOptions } from './command-options.ts'
import { readTrace } from './read-trace.ts'
import { UsageError } from './usage-error.ts'
import { writeOut } from './write-out.ts'

const formats = z.enum(['text', 'mermaid', 'svg', 'har', 'jsonl'])
const themes = z.enum(['light', 'dark', 'auto'])

const help = `Usage: wirelab trace <file> [options]

Prints a trace that wirelab run --trace or the inspector's export wrote, in another form. <file> may be - for what comes
in on stdin. Redirect the output into a file to keep it.

Options:
  --to <format>    text     a ladder for terminals and issue reports (default)
                   mermaid  a sequence diagram; several, each in a Markdown block, where one would be too long
                   svg      a picture
                   har      an HTTP archive, which Chrome's DevTools open
                   jsonl    the trace itself
${filterHelp}
  --language <l>   of text and pictures: ${languages.join(' or ')} (default en)
  --columns <n>    the widest line of text, ${columnsMin} to ${columnsMax} (default ${defaultColumns})
  --theme <t>      of the picture: ${themes.options.join(', ')} (default auto: as its reader's system has it)
  --help           this text

Exit code: 0 printed, 1 the file was cut in the middle and what could be read is printed, 2 usage, or no such trace.
`

export async function trace(args: string[]): Promise<number> {
  const { values: options, positionals } = parseOptions('trace', args, {
    to: { type: 'string' },
    filter: { type: 'string' },
    language: { type: 'string' },
    columns: { type: 'string' },
    theme: { type: 'string' },
  })
  if (options.help) {
    process.stdout.write(help)
    return 0
  }
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0)
    throw new UsageError('wirelab trace takes one file, or - for stdin. See: wirelab trace --help')
  const format = parseChoice(formats, 'to', options.to) ?? 'text'
  const language = parseChoice(z.enum(languages), 'language', options.language) ?? 'en'
  const theme = parseChoice(themes, 'theme', options.theme) ?? 'auto'
  const columns = options.columns === undefined ? defaultColumns : parseColumns(options.columns)
  const filter = parseTraceFilter(options.filter)

  const { source, cut } = await readTrace(path)
  const { header, events, dropped } = source
  await writeOut(
    exported({ header, events, dropped, shows: filter?.(source) }, { format, language, theme, columns }),
  )
  if (!cut) return 0
  process.stderr.write('The trace is cut in the middle: this is what could be read.\n')
  return 1
}

interface Form {
  readonly format: z.infer<typeof formats>
  readonly language: Language
  readonly theme: z.infer<typeof themes>
  readonly columns: number
}

function exported(excerpt: Excerpt, { format, language, theme, columns }: Form): string {
  const ladder = () => ladderOf(excerpt.header, excerpt.events, excerpt.shows)
  switch (format) {
    case 'text':
      return textLadder(ladder(), { language, columns })
    case 'mermaid': {
      const diagrams = mermaidDiagrams(ladder(), language)
      return diagrams.length === 1 ? diagrams.join('') : mermaidMarkdown(diagrams)
    }
    case 'svg':
      return ladderSvg(ladder(), { language, theme }).markup
    case 'har':
      return `${JSON.stringify(traceToHar(excerpt), null, 2)}\n`
    case 'jsonl':
      return traceToJsonl(excerpt)
    default:
      return format satisfies never
  }
}

function parseColumns(text: string): number {
  const columns = Number(text)
  if (!/^\d{1,3}$/.test(text) || columns < columnsMin || columns > columnsMax)
    throw new UsageError(`--columns takes a number from ${columnsMin} to ${columnsMax}, not "${text}".`)
  return columns
}
