/**
 * What the learner has done of each lesson, kept in this browser. Key `wirelab:progress`, value JSON
 * `{"<slug>": {"tasks": ["<id>", …], "done": "<ISO 8601, when all checks passed first>"}}`.
 */
export interface LessonProgress {
  /** Ids of the tasks whose checks have passed. */
  readonly tasks: readonly string[]
  /** Since when the lesson is done. */
  readonly done?: string | undefined
}

/** By lesson's slug. */
export type Progress = Readonly<Record<string, LessonProgress>>

const key = 'wirelab:progress'
/** On the window, whenever progress changed in this tab. */
const changed = 'wirelab:progress'

export function readProgress(): Progress {
  try {
    return parsed(JSON.parse(localStorage.getItem(key) ?? '{}'))
  } catch {
    // No storage, or nothing of ours in it.
    return {}
  }
}

/** False when this browser keeps nothing. */
export function writeProgress(progress: Progress): boolean {
  let isKept = true
  try {
    localStorage.setItem(key, JSON.stringify(progress))
  } catch {
    isKept = false
  }
  dispatchEvent(new CustomEvent(changed))
  return isKept
}

export function passTask(lesson: string, task: string): void {
  const progress = readProgress()
  const { tasks = [], done } = progress[lesson] ?? {}
  if (!tasks.includes(task)) writeProgress({ ...progress, [lesson]: { tasks: [...tasks, task], done } })
}

/** @param now ISO 8601 */
export function finishLesson(lesson: string, now: string): void {
  const progress = readProgress()
  const { tasks = [], done = now } = progress[lesson] ?? {}
  writeProgress({ ...progress, [lesson]: { tasks, done } })
}

/** Nothing of either is lost; a lesson is done since it was done first. */
export function mergeProgress(mine: Progress, other: Progress): Progress {
  const merged: Record<string, LessonProgress> = { ...mine }
  for (const [slug, theirs] of Object.entries(other)) {
    const own = merged[slug]
    const tasks = [...new Set([...(own?.tasks ?? []), ...theirs.tasks])]
    const done = [own?.done, theirs.done].filter((date) => date !== undefined).sort()[0]
    merged[slug] = { tasks, ...(done === undefined ? {} : { done }) }
  }
  return merged
}

/** Calls at once, and after each change, in other tabs too. */
export function followProgress(listener: (progress: Progress) => void): void {
  const tell = () => listener(readProgress())
  addEventListener(changed, tell)
  addEventListener('storage', (event) => {
    if (event.key === key || event.key === null) tell()
  })
  tell()
}

/** By hand: the schemas' library is larger than the pages that need this. What does not fit is left out. */
function parsed(value: unknown): Progress {
  if (typeof value !== 'object' || value === null) return {}
  const progress: Record<string, LessonProgress> = {}
  for (const [slug, lesson] of Object.entries(value)) {
    const entry: unknown = lesson
    if (typeof entry !== 'object' || entry === null || !('tasks' in entry) || !Array.isArray(entry.tasks))
      continue
    const tasks = entry.tasks.filter((task): task is string => typeof task === 'string')
    const done = 'done' in entry && typeof entry.done === 'string' ? entry.done : undefined
    progress[slug] = { tasks, ...(done === undefined ? {} : { done }) }
  }
  return progress
}

/** As `progress-file.ts` reads it. */
export function progressFileText(lessons: Progress): string {
  return `${JSON.stringify({ format: 'wirelab-progress', version: 1, lessons }, undefined, 2)}\n`
}
