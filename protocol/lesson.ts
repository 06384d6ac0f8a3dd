/** A lesson's own description, `lessons/<nn>-<slug>/lesson.ts`. Parsed by the site, the harness and the command line. */
import * as z from 'zod'
import { filePathSchema } from './sandbox.ts'
import { clientNameSchema } from './trace.ts'

export { languages, type Language } from './lesson-constants.ts'

/** A text in every language of the product. */
const inEveryLanguage = z.object({ en: z.string().min(1), ru: z.string().min(1) })

const taskSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** What to do. */
  text: inEveryLanguage,
  /** What its check asserts, as one sentence: "Everyone but the sender hears it." */
  check: inEveryLanguage,
  /** Offered when the check has failed after a real attempt. */
  hint: inEveryLanguage,
  /** The check passes with what the learner starts from; without it, the starter must fail it. */
  initially: z.literal('pass').optional(),
})

/** `current`: today's spelling in JavaScript. `typescript`: the same in TypeScript. */
export const variantIdSchema = z.enum(['current', 'typescript'])

const variantSchema = z.strictObject({
  id: variantIdSchema,
  /** All its files, in the order of the editor's tabs; those that it does not have itself are the lesson's. */
  files: z.array(filePathSchema).min(1),
  entry: filePathSchema,
})

/** Before running, the learner ticks who will receive an event; the wire shows who did. */
const predictionSchema = z.strictObject({
  question: inEveryLanguage,
  /** What sets it off: the first event of this name, or request of this path, that this client sends after the start. */
  trigger: z.union([
    z.strictObject({ client: clientNameSchema, event: z.string().min(1) }),
    z.strictObject({ client: clientNameSchema, request: z.string().startsWith('/') }),
  ]),
  /** The event that is received, or not. */
  event: z.string().min(1),
})

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
  /** What the learner is asked to do, three to six short steps; each has the check of the same id in `checks.ts`. */
  tasks: z.array(taskSchema).min(1).max(8),
  /** The same lesson in another spelling, in `variants/<id>/{start,solution}/`: only the files that differ. */
  variants: z.array(variantSchema).default([]),
  prediction: predictionSchema.optional(),
})

export type Lesson = z.infer<typeof lessonSchema>
/** What `lesson.ts` exports by default: defaults may be left out. */
export type LessonSource = z.input<typeof lessonSchema>
export type VariantId = z.infer<typeof variantIdSchema>
export type Task = Lesson['tasks'][number]
export type PredictionTrigger = z.infer<typeof predictionSchema>['trigger']
