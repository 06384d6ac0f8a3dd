/** Reads a lesson's `checks.ts`: its checks in order, and what its figure is recorded from. */
import * as z from 'zod'
import type { Check } from './check.ts'
import type { LessonMistake } from './lesson-mistake.ts'
import { readModule } from './lesson-module.ts'

export interface LessonChecks {
  /** The text of the file. */
  readonly source: string
  readonly checks: readonly Check[]
  /** What is done to the solution while the lesson's `trace.jsonl` is recorded. */
  readonly recording: Check | undefined
}

const isCheck = z.custom<Check>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'kind' in value &&
    'clients' in value &&
    'run' in value,
)

const checksModule = z.object({ default: z.array(isCheck).min(1), recording: isCheck.optional() })

/** `file` is the path on disk, `name` the one that mistakes carry, `source` the file's text. */
export async function readChecks(
  file: string,
  name: string,
  source: string,
): Promise<{ checks?: LessonChecks; mistakes: LessonMistake[] }> {
  const module = await readModule(file, source)
  if (!module.ok) return { mistakes: [{ file: name, ...module.mistake }] }
  const parsed = checksModule.safeParse({ ...module.exported })
  if (!parsed.success) {
    const sentence =
      'The checks are missing; write "export default [check(…), …]" with "check" and "pageCheck" of harness/lesson.ts.'
    return { mistakes: [{ file: name, line: 1, sentence }] }
  }
  return { checks: { source, checks: parsed.data.default, recording: parsed.data.recording }, mistakes: [] }
}
