/** What must hold between a lesson's tasks, its checks and its panes. Pure. */
import type { Lesson } from '../protocol/lesson.ts'
import type { LessonMistake } from './lesson-mistake.ts'
import type { LessonParts } from './lesson-parts.ts'
import { lineAt, lineOf } from './source-location.ts'

export function checkMistakes({ folder, source, checks }: LessonParts, lesson: Lesson): LessonMistake[] {
  const file = `${folder}/checks.ts`
  // Without the module there is another mistake already.
  if (checks === undefined) return []
  const ids = checks.checks.map(({ id }) => id)
  const place = (id: string, earlier = 0) => placeOf(checks.source, id, earlier)
  const mistakes: LessonMistake[] = []
  lesson.tasks.forEach(({ id }, index) => {
    if (ids.includes(id)) return
    const line = lineOf(source, ['tasks', index, 'id'])
    mistakes.push({
      file: `${folder}/lesson.ts`,
      line,
      sentence: `The task "${id}" has no check of this id in checks.ts.`,
    })
  })
  ids.forEach((id, index) => {
    if (!lesson.tasks.some((task) => task.id === id)) {
      mistakes.push({ file, ...place(id), sentence: `The check "${id}" belongs to no task of lesson.ts.` })
    } else if (ids.indexOf(id) < index) {
      mistakes.push({ file, ...place(id, 1), sentence: `There are two checks "${id}".` })
    }
  })
  for (const { id, clients } of [...checks.checks, ...(checks.recording ? [checks.recording] : [])]) {
    for (const name of clients) {
      if (lesson.panes.includes(name)) continue
      const sentence = `The check "${id}" uses ${name}, which is not among the "panes" of lesson.ts.`
      mistakes.push({ file, ...place(id), sentence })
    }
  }
  return mistakes
}

/** The line of a check's id; none where the id is not written out. `earlier`: how many of the same id to pass over. */
function placeOf(source: string, id: string, earlier: number): Pick<LessonMistake, 'line'> {
  const written = [...source.matchAll(/\b(?:check|pageCheck)\(\s*(['"])([^'"]*)\1/g)].filter(
    (match) => match[2] === id,
  )
  const match = written[earlier] ?? written[0]
  return match === undefined ? {} : { line: lineAt(source, match.index) }
}
