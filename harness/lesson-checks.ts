/** What must hold of a lesson's folder as a whole, beyond the schema of its description. Pure. */
import { languages, type Language, type Lesson } from '../protocol/lesson.ts'
import type { TraceProblem } from '../trace/jsonl.ts'
import { checkMistakes } from './check-mistakes.ts'
import { codeReferences, excerpt } from './code-reference.ts'
import type { LessonMistake } from './lesson-mistake.ts'
import type { LessonFolder, LessonParts } from './lesson-parts.ts'
import { markupMistakes, withoutCode } from './prose-markup.ts'
import { lineAt, lineOf } from './source-location.ts'
import { variantMistakes } from './variant-mistakes.ts'

const languageNames: Readonly<Record<Language, string>> = { en: 'English', ru: 'Russian' }

/** The mistakes of one folder. Without a right description, those that need none. */
export function lessonFolderMistakes(parts: LessonParts): LessonMistake[] {
  return [
    ...(parts.lesson === undefined
      ? []
      : [
          ...descriptionMistakes(parts, parts.lesson),
          ...variantMistakes(parts, parts.lesson),
          ...checkMistakes(parts, parts.lesson),
        ]),
    ...treeMistakes(parts),
    ...traceMistakes(parts),
    ...languages.flatMap((language) => proseMistakes(parts, language)),
  ]
}

/** Two lessons must not share a slug or a place in the course. */
export function uniquenessMistakes(lessons: readonly LessonFolder[]): LessonMistake[] {
  return lessons.flatMap((lesson, index) => {
    const twin = lessons.slice(0, index).find(({ slug }) => slug === lesson.slug)
    if (twin === undefined) return []
    const sentence = `The lesson "${lesson.slug}" exists already in ${twin.folder}; each needs a name of its own.`
    return [{ file: lesson.folder, sentence }]
  })
}

function descriptionMistakes({ folder, source, start }: LessonParts, lesson: Lesson): LessonMistake[] {
  const at = (path: readonly PropertyKey[], sentence: string): LessonMistake => ({
    file: `${folder}/lesson.ts`,
    line: lineOf(source, path),
    sentence,
  })
  const mistakes: LessonMistake[] = []
  const number = Number(folder.slice(0, 2))
  if (lesson.order !== number) {
    mistakes.push(at(['order'], `"order" is ${lesson.order}, but the folder's number is ${number}.`))
  }
  lesson.files.forEach((file, index) => {
    if (start[file] === undefined) {
      mistakes.push(at(['files', index], `"files" names ${file}, which is not in start/.`))
    }
  })
  if (!lesson.files.includes(lesson.entry)) {
    mistakes.push(at(['entry'], `"entry" is ${lesson.entry}, which is not among "files".`))
  }
  const sender = lesson.prediction?.trigger.client
  if (sender !== undefined && !lesson.panes.includes(sender)) {
    mistakes.push(
      at(
        ['prediction', 'trigger', 'client'],
        `"prediction" begins with ${sender}, which is not among "panes".`,
      ),
    )
  }
  const repeated: [PropertyKey, readonly string[]][] = [
    ['files', lesson.files],
    ['panes', lesson.panes],
    ['tasks', lesson.tasks.map(({ id }) => id)],
  ]
  for (const [key, names] of repeated) {
    names.forEach((name, index) => {
      if (names.indexOf(name) < index) {
        mistakes.push(at([key, index], `"${String(key)}" has ${name} twice.`))
      }
    })
  }
  return mistakes
}

function treeMistakes({ folder, lesson, start, solution }: LessonParts): LessonMistake[] {
  const mistakes: LessonMistake[] = []
  const named = new Set([lesson, ...(lesson?.variants ?? [])].flatMap((each) => each?.files ?? []))
  if (Object.keys(start).length === 0) {
    mistakes.push({ file: `${folder}/start`, sentence: 'There is no file for the learner to start from.' })
  }
  if (Object.keys(solution).length === 0) {
    mistakes.push({ file: `${folder}/solution`, sentence: 'The solution is missing.' })
  }
  // What the description does not name reaches nobody.
  for (const [tree, paths] of [
    ['start', Object.keys(start)],
    ['solution', Object.keys(solution)],
  ] as const) {
    for (const path of paths) {
      if (lesson === undefined || named.has(path)) continue
      mistakes.push({
        file: `${folder}/${tree}/${path}`,
        sentence: 'This file is not among the "files" of lesson.ts.',
      })
    }
  }
  for (const [path, content] of Object.entries(solution)) {
    if (start[path] === content) {
      const sentence =
        'This file is the same as in start/; the solution holds only what changes, so remove it.'
      mistakes.push({ file: `${folder}/solution/${path}`, sentence })
    }
  }
  return mistakes
}

const traceSentences: Readonly<Record<TraceProblem['code'], string>> = {
  'not-a-trace': 'The file does not begin with the header of a trace; record it anew.',
  'future-version': 'The trace was written by a newer Wirelab; record it anew.',
  'bad-line': 'This line is no event of a trace, or out of order; record it anew.',
}

function traceMistakes({ folder, trace }: LessonParts): LessonMistake[] {
  const file = `${folder}/trace.jsonl`
  if (trace === undefined) return []
  if (trace.ok) return trace.cut ? [{ file, sentence: 'The trace ends in the middle of an event.' }] : []
  const { code, line = 1 } = trace.problem
  return [{ file, line, sentence: traceSentences[code] }]
}

function proseMistakes(
  { folder, lesson, prose, start, solution, trace }: LessonParts,
  language: Language,
): LessonMistake[] {
  const file = `${folder}/${language}.mdx`
  const text = prose[language]
  if (text === undefined) {
    return [{ file, sentence: `The lesson's text in ${languageNames[language]} is missing.` }]
  }
  const mistakes: LessonMistake[] = []
  mistakes.push(...markupMistakes(text).map((mistake) => ({ file, ...mistake })))
  const heading = withoutCode(text).search(/^# /m)
  if (heading !== -1) {
    const sentence = 'The title comes from lesson.ts; begin the headings of the text with ##.'
    mistakes.push({ file, line: lineAt(text, heading), sentence })
  }
  const lists = [...text.matchAll(/<Tasks\s*\/>/g)]
  if (lists.length !== 1) {
    const sentence = `<Tasks /> stands ${lists.length} times in the text; say once where the tasks belong.`
    mistakes.push({ file, ...(lists[1] ? { line: lineAt(text, lists[1].index) } : {}), sentence })
  }
  const predictions = text.search(/<Prediction\s*\/>/)
  if (lesson !== undefined && (predictions !== -1) !== (lesson.prediction !== undefined)) {
    const sentence =
      predictions === -1
        ? 'lesson.ts has a "prediction": say with <Prediction /> where it belongs in the text.'
        : '<Prediction /> asks the "prediction" of lesson.ts, which it does not have.'
    mistakes.push({ file, ...(predictions === -1 ? {} : { line: lineAt(text, predictions) }), sentence })
  }
  const figure = text.search(/<Wire\b/)
  if (figure !== -1 && trace === undefined) {
    const sentence = '<Wire /> draws the recorded trace.jsonl, which the lesson does not have.'
    mistakes.push({ file, line: lineAt(text, figure), sentence })
  }
  for (const reference of codeReferences(text)) {
    if (reference.file === '') continue
    const overlay = reference.solution === true ? solution[reference.file] : undefined
    const content = overlay ?? start[reference.file]
    const found = content === undefined ? undefined : excerpt(content, reference)
    if (found === undefined) {
      const sentence = `<Code> shows ${reference.file}, which the lesson does not have.`
      mistakes.push({ file, line: reference.line, sentence })
    } else if (!found.ok) {
      mistakes.push({ file, line: reference.line, sentence: found.sentence })
    }
  }
  return mistakes
}
