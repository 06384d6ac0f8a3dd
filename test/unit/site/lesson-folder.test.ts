import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readLessons } from '../../../harness/lesson-folder.ts'
import { formatMistake, LessonMistakesError } from '../../../harness/lesson-mistake.ts'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const fixtures = (name: string) => folder(`../../fixtures/lessons/${name}`)

async function mistakesOf(lesson: string): Promise<string[]> {
  const { mistakes } = await readLessons(fixtures('broken'))
  return mistakes
    .filter((mistake) => mistake.file.split('/')[0] === lesson)
    .map((mistake) => formatMistake('lessons', mistake))
}

test('the lessons of the course hold no mistake', async () => {
  const { lessons, mistakes } = await readLessons(folder('../../../lessons'))
  expect(mistakes).toEqual([])
  expect(lessons.length).toBeGreaterThan(0)
})

test('sound lessons come in the order of the course, with their files and a default port', async () => {
  const { lessons, mistakes } = await readLessons(fixtures('sound'))
  expect(mistakes).toEqual([])
  expect(lessons.map(({ slug, lesson }) => [slug, lesson.order, lesson.port])).toEqual([
    ['first', 1, 8080],
    ['second', 2, 8080],
  ])
  expect(Object.keys(lessons[0]?.start ?? {})).toEqual(['server.js'])
  expect(lessons[0]?.solution['server.js']).toContain("socket.emit('hi')")
})

test('every mistake in a description is one sentence at the line of its key', async () => {
  expect(await mistakesOf('01-description')).toEqual([
    'lessons/01-description/lesson.ts:4: "title.ru" is empty.',
    'lessons/01-description/lesson.ts:5: "summary.ru" is missing; it should be a string.',
    'lessons/01-description/lesson.ts:8: "minutes" should be a number.',
    'lessons/01-description/lesson.ts:9: "panes[1]" is not right: a client name is 1 to 16 lower-case letters or digits and starts with a letter.',
    'lessons/01-description/lesson.ts:12: "colour" is no part of a lesson\'s description; remove it or mend its spelling.',
    'lessons/01-description/lesson.ts:16: "tasks[1].id" is not right: Invalid string: must match pattern /^[a-z][a-z0-9-]*$/.',
  ])
})

test('a description that cannot be read says where', async () => {
  expect(await mistakesOf('02-syntax')).toEqual([
    "lessons/02-syntax/lesson.ts:3: The file cannot be read: Expected ',', got 'ident'.",
  ])
})

test('a description that throws says what it threw', async () => {
  expect(await mistakesOf('03-throws')).toEqual([
    'lessons/03-throws/lesson.ts: The file cannot be run: missing is not defined.',
  ])
})

test('a description must agree with its folder', async () => {
  expect(await mistakesOf('04-files')).toEqual([
    'lessons/04-files/lesson.ts:4: "order" is 7, but the folder\'s number is 4.',
    'lessons/04-files/lesson.ts:8: "panes" has ann twice.',
    'lessons/04-files/lesson.ts:11: "files" names page.html, which is not in start/.',
    'lessons/04-files/lesson.ts:12: "files" has server.js twice.',
    'lessons/04-files/lesson.ts:14: "entry" is main.js, which is not among "files".',
    'lessons/04-files/solution/server.js: This file is the same as in start/; the solution holds only what changes, so remove it.',
  ])
})

test('a text must exist in every language and refer to code that exists', async () => {
  expect(await mistakesOf('05-prose')).toEqual([
    'lessons/05-prose/en.mdx:1: The title comes from lesson.ts; begin the headings of the text with ##.',
    'lessons/05-prose/en.mdx:3: <Code> shows client.js, which the lesson does not have.',
    'lessons/05-prose/en.mdx:5: No line of server.js begins with "io.of".',
    'lessons/05-prose/en.mdx:7: After the line of server.js that begins with "io.on" none begins with "]" at the same indentation.',
    'lessons/05-prose/en.mdx:19: <Tasks /> stands 2 times in the text; say once where the tasks belong.',
    "lessons/05-prose/ru.mdx: The lesson's text in Russian is missing.",
  ])
})

test('a recorded trace must be one, and a figure needs it', async () => {
  expect(await mistakesOf('11-trace')).toEqual([
    'lessons/11-trace/trace.jsonl:3: This line is no event of a trace, or out of order; record it anew.',
  ])
  expect(await mistakesOf('12-figure')).toEqual([
    'lessons/12-figure/en.mdx:5: <Wire /> draws the recorded trace.jsonl, which the lesson does not have.',
  ])
})

test('a lesson needs a starter and a solution', async () => {
  expect(await mistakesOf('06-first')).toEqual([
    'lessons/06-first/lesson.ts:9: "files" names server.js, which is not in start/.',
    'lessons/06-first/solution: The solution is missing.',
    'lessons/06-first/start: There is no file for the learner to start from.',
  ])
})

test('each task has its check, each check its task, and the clients of a check are there', async () => {
  expect(await mistakesOf('13-checks')).toEqual([
    'lessons/13-checks/checks.ts:4: The check "other" belongs to no task of lesson.ts.',
    'lessons/13-checks/checks.ts:4: The check "other" uses zoe, which is not among the "panes" of lesson.ts.',
    'lessons/13-checks/checks.ts:5: There are two checks "second".',
    'lessons/13-checks/lesson.ts:14: The task "first" has no check of this id in checks.ts.',
  ])
  expect(await mistakesOf('16-no-checks')).toEqual([
    'lessons/16-no-checks/checks.ts: The checks are missing: each task of lesson.ts has one.',
  ])
  expect(await mistakesOf('17-checks-broken')).toEqual([
    'lessons/17-checks-broken/checks.ts:1: The checks are missing; write "export default [check(…), …]" with "check" and "pageCheck" of harness/lesson.ts.',
  ])
})

test('checks that import a file which is not there say so, with the line and no path of this machine', async () => {
  expect(await mistakesOf('19-import')).toEqual([
    'lessons/19-import/checks.ts:2: There is no file ../../../../../harness/lessons.ts to import.',
  ])
})

test('a variant is declared, has files and a solution, and names an entry of its own', async () => {
  expect(await mistakesOf('14-variants')).toEqual([
    'lessons/14-variants/lesson.ts:11: The variant typescript has no files in variants/typescript/start/.',
    'lessons/14-variants/lesson.ts:11: The variant typescript names server.ts, which neither it nor start/ has.',
    'lessons/14-variants/lesson.ts:11: "entry" is main.ts, which is not among the variant\'s "files".',
    'lessons/14-variants/variants/current: "variants" of lesson.ts does not name current.',
  ])
})

test('a prediction begins with a client that is there and stands in the text', async () => {
  expect(await mistakesOf('15-prediction')).toEqual([
    'lessons/15-prediction/en.mdx: lesson.ts has a "prediction": say with <Prediction /> where it belongs in the text.',
    'lessons/15-prediction/lesson.ts:11: "prediction" begins with ben, which is not among "panes".',
    'lessons/15-prediction/ru.mdx: lesson.ts has a "prediction": say with <Prediction /> where it belongs in the text.',
  ])
})

test('the text holds the components that there are, with what they take, and no expression', async () => {
  expect(await mistakesOf('18-markup')).toEqual([
    'lessons/18-markup/en.mdx:1: A { begins an expression of MDX: write it in `backquotes`, or as \\{.',
    'lessons/18-markup/en.mdx:3: <Code> takes file, from, to, solution, not "form".',
    'lessons/18-markup/en.mdx:5: <Code> takes "file" as a text in quotes, not as an expression.',
    'lessons/18-markup/en.mdx:7: <Code> needs file="…".',
    'lessons/18-markup/en.mdx:9: <Prediction> takes nothing, not "first".',
    "lessons/18-markup/en.mdx:15: There is no <Figure> for a lesson's text; there are <Code>, <Prediction>, <Tasks>, <Wire>.",
    'lessons/18-markup/ru.mdx:5: <Wire> needs title="…".',
    'lessons/18-markup/ru.mdx:5: <Wire /> draws the recorded trace.jsonl, which the lesson does not have.',
    'lessons/18-markup/solution/sever.js: This file is not among the "files" of lesson.ts.',
  ])
})

test('two lessons cannot share a slug', async () => {
  expect(await mistakesOf('08-files')).toEqual([
    'lessons/08-files: The lesson "files" exists already in 04-files; each needs a name of its own.',
  ])
})

test('a folder with another name, without or with an empty description is told', async () => {
  expect(await mistakesOf('Draft')).toEqual([
    'lessons/Draft: A lesson\'s folder is named by two digits, a dash and its name in lower case, as in "02-server".',
  ])
  expect(await mistakesOf('09-empty')).toEqual([
    'lessons/09-empty/lesson.ts: The description of the lesson is missing.',
  ])
  expect(await mistakesOf('10-no-default')).toEqual([
    'lessons/10-no-default/lesson.ts:1: There is no default export; write "export default { … } satisfies LessonSource".',
  ])
})

test('all mistakes are told at once', () => {
  const error = new LessonMistakesError('lessons', [
    { file: '01-a/lesson.ts', line: 3, sentence: 'One.' },
    { file: '02-b', sentence: 'Two.' },
  ])
  expect(error.message).toBe('lessons/01-a/lesson.ts:3: One.\nlessons/02-b: Two.')
})
