/** Progress as a file that its owner takes to another browser. Loaded when somebody brings one. */
import * as z from 'zod'
import type { Progress } from './progress-store.ts'

/** `done` is when all checks of the lesson passed first. Unknown fields of a later version are passed over. */
const progressFileSchema = z.object({
  format: z.literal('wirelab-progress'),
  version: z.literal(1),
  lessons: z.record(
    z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
    z.object({
      tasks: z.array(z.string().regex(/^[a-z][a-z0-9-]{0,60}$/)).max(100),
      done: z.iso.datetime().optional(),
    }),
  ),
})

/** Of a version that this page does not know. */
const newerSchema = z.object({ format: z.literal('wirelab-progress'), version: z.int().gt(1) })

export type ProgressFileRead =
  | { readonly ok: true; readonly progress: Progress }
  | { readonly ok: false; readonly problem: 'not-json' | 'not-progress' | 'newer' }

export function readProgressFile(text: string): ProgressFileRead {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, problem: 'not-json' }
  }
  if (newerSchema.safeParse(value).success) return { ok: false, problem: 'newer' }
  const parsed = progressFileSchema.safeParse(value)
  return parsed.success ? { ok: true, progress: parsed.data.lessons } : { ok: false, problem: 'not-progress' }
}
