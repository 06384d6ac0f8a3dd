/** The content collection of lessons' descriptions and files; `harness/lesson-folder.ts` reads and judges them. */
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Loader, LoaderContext } from 'astro/loaders'
import { LessonMistakesError } from '../../harness/lesson-mistake.ts'
import { lessonPrograms } from '../../harness/lesson-program.ts'
import { readLessons } from '../../harness/lesson-folder.ts'

/** `base` is the folder of all lessons, relative to the project. Any mistake in any lesson fails the build. */
export function lessonLoader({ base }: { base: string }): Loader {
  return {
    name: 'wirelab-lessons',
    async load(context) {
      const root = join(fileURLToPath(context.config.root), base)
      await fill(context, root, base)
      if (context.watcher === undefined) return
      const { watcher, logger } = context
      watcher.add(root)
      watcher.on('all', (_event, path) => {
        if (relative(root, path).startsWith('..')) return
        // While an author types, a mistake is a line in the log; the last good state stays on the page.
        fill(context, root, base).catch((error: unknown) => logger.error(String(error)))
      })
    },
  }
}

async function fill(context: LoaderContext, root: string, base: string) {
  const { lessons, mistakes } = await readLessons(root)
  if (mistakes.length > 0) throw new LessonMistakesError(base, mistakes)
  context.store.clear()
  for (const read of lessons) {
    const { slug, folder, lesson, start, solution, trace: recording } = read
    const trace = recording?.ok ? [...recording.source.events] : undefined
    const data = await context.parseData({
      id: slug,
      data: { ...lesson, slug, folder, start, solution, programs: lessonPrograms(read), trace },
    })
    context.store.set({ id: slug, data, digest: context.generateDigest(data) })
  }
}
