/**
 * Prose shows code of the lesson's own files by reference, so that the text cannot drift from the code:
 *
 *     <Code file="server.js" from="io.sockets.on" to="});" />
 *
 * shows, of `start/server.js`, the lines from the first one that begins with `from` to the next one that begins with
 * `to` at the same indentation. Without `to` it is the one line, without `from` the whole file. With the word
 * `solution` the file is taken as the solution leaves it.
 */
import { lineAt } from './source-location.ts'

export interface CodeReference {
  readonly file: string
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly solution?: boolean | undefined
}

export interface PlacedCodeReference extends CodeReference {
  /** The line of the prose where it stands, from 1. */
  readonly line: number
}

export type Excerpt = { ok: true; code: string } | { ok: false; sentence: string }

/** Every `<Code … />` of a lesson's prose. */
export function codeReferences(prose: string): PlacedCodeReference[] {
  return [...prose.matchAll(/<Code\b((?:"[^"]*"|'[^']*'|[^>"'])*)\/>/g)].map((match) => {
    const attributes = match[1] ?? ''
    return {
      line: lineAt(prose, match.index),
      file: attribute(attributes, 'file') ?? '',
      from: attribute(attributes, 'from'),
      to: attribute(attributes, 'to'),
      solution: /(?:^|\s)solution(?:\s|$|=)/.test(attributes.replaceAll(/"[^"]*"|'[^']*'/g, '')),
    }
  })
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(String.raw`(?:^|\s)${name}=(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return match?.[1] ?? match?.[2]
}

/** The code that a reference means, without the indentation that its lines share. */
export function excerpt(content: string, { file, from, to }: CodeReference): Excerpt {
  if (from === undefined) return { ok: true, code: content.trimEnd() }
  const lines = content.split('\n')
  const first = lines.findIndex((line) => line.trimStart().startsWith(from))
  const firstLine = lines[first]
  if (firstLine === undefined) return { ok: false, sentence: `No line of ${file} begins with "${from}".` }
  const indent = indentation(firstLine)
  if (to === undefined) return { ok: true, code: firstLine.trim() }
  const last = lines.findIndex(
    (line, index) => index > first && line.slice(indent).startsWith(to) && indentation(line) === indent,
  )
  if (last === -1) {
    return {
      ok: false,
      sentence: `After the line of ${file} that begins with "${from}" none begins with "${to}" at the same indentation.`,
    }
  }
  const shown = lines.slice(first, last + 1)
  return { ok: true, code: shown.map((line) => line.slice(Math.min(indent, indentation(line)))).join('\n') }
}

function indentation(line: string): number {
  return line.length - line.trimStart().length
}
