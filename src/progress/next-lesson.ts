/** Where a learner who has begun the course goes on. */
import type { Progress } from './progress-store.ts'

/**
 * @param slugs of the course, in its order
 * @returns the first lesson that is not done from the furthest one that was begun, or one that was passed over before;
 *   `undefined` where nothing was begun or all is done
 */
export function lessonToGoOnWith(slugs: readonly string[], progress: Progress): string | undefined {
  const furthest = slugs.findLastIndex((slug) => {
    const lesson = progress[slug]
    return lesson !== undefined && (lesson.done !== undefined || lesson.tasks.length > 0)
  })
  if (furthest === -1) return undefined
  const isLeft = (slug: string) => progress[slug]?.done === undefined
  return slugs.slice(furthest).find(isLeft) ?? slugs.find(isLeft)
}
