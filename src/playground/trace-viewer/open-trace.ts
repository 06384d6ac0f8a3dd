/** Reads a trace file that a user chose. Whatever it holds, the result is a value. */
import type { TraceSource } from '../../../trace/source.ts'
import type { TraceProblem } from '../../../trace/jsonl.ts'
import { inSlices, type Watch } from './in-slices.ts'

/** What a browser's tab still holds beside everything that is made of it (bytes). */
export const maxFileBytes = 128 * 1_048_576

export interface OpenedTrace {
  /** Without its ending. */
  readonly name: string
  readonly source: TraceSource
  /** The file ends in the middle of a line; what stands before it was read. */
  readonly cut: boolean
}

export type FileProblem =
  | TraceProblem
  | { readonly code: 'too-large' }
  /** The browser could not read it: it was moved meanwhile, or is a folder. */
  | { readonly code: 'unreadable' }

export type FileReading =
  | { readonly ok: true; readonly trace: OpenedTrace }
  | { readonly ok: false; readonly problem: FileProblem }

/**
 * Reads in slices, so that the page answers meanwhile, and tells how far it is.
 * @throws {DOMException} an `AbortError` when nobody waits for the result any more
 */
export async function openTrace(
  file: Pick<Blob, 'size' | 'text'>,
  fileName: string,
  watch: Watch = {},
): Promise<FileReading> {
  if (file.size > maxFileBytes) return { ok: false, problem: { code: 'too-large' } }
  const text = await file.text().catch(() => undefined)
  if (text === undefined) return { ok: false, problem: { code: 'unreadable' } }
  const { parseTraceInSteps } = await import('../../../trace/jsonl.ts')
  const parsed = await inSlices(parseTraceInSteps(text), watch)
  if (!parsed.ok) return parsed
  return {
    ok: true,
    trace: { name: fileName.replace(/\.[^.]+$/, ''), source: parsed.source, cut: parsed.cut },
  }
}
