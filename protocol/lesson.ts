/** A lesson's own description, `lessons/<nn>-<slug>/lesson.ts`. Parsed by the site, the harness and the command line. */
import * as z from 'zod'
import { filePathSchema } from './sandbox.ts'
import { clientNameSchema } from './trace.ts'

export const languages = ['en', 'ru'] as const
export type Language = (typeof languages)[number]

/** A text in every language of the product. */
const inEveryLanguage = z.object({ en: z.string().min(1), ru: z.string().min(1) })

export const lessonSchema = z.strictObject({
  /** Place in the course, from 1; equals the number in the folder's name. */
  order: z.int().min(1),
  title: inEveryLanguage,
  /** One sentence: what the learner can do afterwards. */
  summary: inEveryLanguage,
  /** Estimated time, minutes. */
  minutes: z.int().min(1).max(120),
  /** Names of the client panes that open by themselves. */
  panes: z.array(clientNameSchema).min(1).max(8),
  /** Files in the order of the editor's tabs, paths relative to `start/`. */
  files: z.array(filePathSchema).min(1),
  /** The file that Node starts. */
  entry: filePathSchema,
  /** The port that panes open; the classic examples use 8080. */
  port: z.int().min(1).max(65_535).default(8080),
  /** What the learner is asked to do, three to six short steps. */
  tasks: z.array(z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]*$/), text: inEveryLanguage })).min(1),
})

export type Lesson = z.infer<typeof lessonSchema>
/** What `lesson.ts` exports by default: defaults may be left out. */
export type LessonSource = z.input<typeof lessonSchema>
