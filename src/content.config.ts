import { i18nLoader } from '@astrojs/starlight/loaders'
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema'
import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import * as z from 'zod'
import { lessonSchema, variantIdSchema } from '../protocol/lesson.ts'
import { filesSchema } from '../protocol/sandbox.ts'
import { traceEventSchema } from '../protocol/trace.ts'
import { lessonLoader } from './lessons/lesson-loader.ts'

export const collections = {
  // Starlight asks for this collection; every page of this site has a route of its own instead.
  docs: defineCollection({ loader: { name: 'no-docs', load: async () => {} }, schema: docsSchema() }),
  i18n: defineCollection({ loader: i18nLoader(), schema: i18nSchema() }),
  /** One entry a lesson, by slug. */
  lessons: defineCollection({
    loader: lessonLoader({ base: 'lessons' }),
    schema: lessonSchema.extend({
      slug: z.string(),
      folder: z.string(),
      start: filesSchema,
      solution: filesSchema,
      /** The lesson in each of its spellings, its own first. */
      programs: z.array(
        z.object({
          spelling: z.enum(['classic', ...variantIdSchema.options]),
          entry: z.string(),
          start: filesSchema,
          solution: filesSchema,
        }),
      ),
      trace: z.array(traceEventSchema).optional(),
    }),
  }),
  /** One entry a lesson and language, by folder and language: `02-server/en`. */
  lessonProse: defineCollection({
    loader: glob({
      base: './lessons',
      pattern: '*/{en,ru}.mdx',
      generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
    }),
  }),
}
