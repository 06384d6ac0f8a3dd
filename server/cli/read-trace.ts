/** Reads a trace from a file or from stdin for the command line. */
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { parseTrace, type ParsedTrace, type TraceProblem } from '../../trace/jsonl.ts'
import { UsageError } from './usage-error.ts'

/** Beyond this the text alone fills a small machine's memory. */
const maxBytes = 256 * 1_048_576

/**
 * @param path a file, or `-` for stdin
 * @throws UsageError when there is no such file, or it is no trace that can be read
 */
export async function readTrace(path: string): Promise<ParsedTrace & { readonly ok: true }> {
  const name = path === '-' ? 'stdin' : path
  const parsed = parseTrace(await readText(path, name))
  if (!parsed.ok) throw new UsageError(sentenceOf(parsed.problem, name))
  return parsed
}

async function readText(path: string, name: string): Promise<string> {
  if (path === '-') return collected(process.stdin, name)
  const file = await open(path).catch(() => undefined)
  if (!(await file?.stat())?.isFile()) {
    await file?.close()
    throw new UsageError(`There is no file ${path}.`)
  }
  return collected(file?.createReadStream() ?? process.stdin, name)
}

async function collected(stream: Readable, name: string): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    const buffer = Buffer.from(chunk)
    bytes += buffer.length
    if (bytes > maxBytes)
      throw new UsageError(
        `${name} is larger than ${maxBytes} bytes: cut it into smaller files at line ends.`,
      )
    chunks.push(buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function sentenceOf({ code, line }: TraceProblem, name: string): string {
  switch (code) {
    case 'not-a-trace':
      return `${name} is no trace: write one with wirelab run --trace, or export JSON Lines from the inspector.`
    case 'future-version':
      return `${name} was written by a newer Wirelab: read it with that one.`
    case 'bad-line':
      return `${name}, line ${line}: no event of a trace, or out of order. Take the line away, or export the trace again.`
    default:
      return code satisfies never
  }
}
