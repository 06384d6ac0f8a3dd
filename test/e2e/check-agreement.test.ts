/** The same checks of the same programs end alike in the page and in Node: states, and every word of a failure. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failureText } from '../../harness/failure-words.ts'
import { readLessons } from '../../harness/lesson-folder.ts'
import type { LessonFolder } from '../../harness/lesson-parts.ts'
import { lessonPrograms } from '../../harness/lesson-program.ts'
import type { CheckReport } from '../../harness/run-checks.ts'
import { openCheckPlace, type CheckPlace } from '../../server/checks/check-place.ts'
import { findIsolation } from '../../server/find-isolation.ts'
import { defaultLimits } from '../../server/limits.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { participant } from '../../src/playground/participants.ts'
import { openLesson, type ShownCheck } from './lesson-page.ts'
import { startProduct, type Product } from './site-app.ts'

let product: Product
let place: CheckPlace
let lesson: LessonFolder

beforeAll(async () => {
  const { lessons } = await readLessons(join(projectFolder, 'lessons'))
  const found = lessons.find(({ slug }) => slug === 'server')
  if (found === undefined) throw new Error('There is no lesson "server".')
  lesson = found
  const isolation = await findIsolation()
  if (!isolation.ok) throw new Error(isolation.message)
  place = await openCheckPlace(isolation.isolation, defaultLimits)
  product = await startProduct()
})
afterAll(async () => {
  await place.close()
  expect(product.app.faults).toEqual([])
  await product.close()
})

const { raw } = String
const handler = (body: string) => raw`var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);
app.get('/', function (req, res) { res.sendFile(__dirname + '/index.html'); });
io.sockets.on('connection', function (socket) { ${body} });
http.listen(8080);
`
const programs: Readonly<Record<string, string | undefined>> = {
  solution: undefined,
  'fails at the first message': handler(
    "socket.emit('welcome', { text: 'Hello' }); socket.on('message', function () { throw new Error('no'); });",
  ),
  'serves no page': handler('').replace(/^app.get.*\n/m, ''),
  'cannot be read': 'var app = (',
  'listens elsewhere': handler('').replace('8080', '8081'),
}

/** Ids of sockets differ from run to run. */
const withoutIds = (line: string) => line.replaceAll(/"[\w-]{20}"/g, '"‹id›"')

function told(report: CheckReport): ShownCheck {
  if (report.state !== 'failed') return { state: report.state, told: [] }
  const { expected, seen } = failureText(report.failure, 'en', (client) => participant(client).name)
  return { state: 'failed', told: [expected, ...seen].map(withoutIds) }
}

test.each(Object.keys(programs))('%s', async (name) => {
  const [own] = lessonPrograms(lesson)
  if (own === undefined) throw new Error('The lesson has no program.')
  const written = programs[name] ?? own.solution['server.js']
  const files = { ...own.start, 'server.js': written ?? '' }
  const program = { files, entry: own.entry, port: lesson.lesson.port }
  const quiet = { started: () => undefined, finished: () => undefined }
  const inNode = await place.run(lesson.checks?.checks ?? [], program, quiet, new AbortController().signal)

  const { page, check, shown } = await openLesson(product, 'server', 'en', { 'server.js': written ?? '' })
  await check()
  const inPage = (await shown()).map(({ state, told }) => ({ state, told: told.map(withoutIds) }))
  expect(inPage).toEqual(inNode.reports.map(told))
  expect(inPage).toHaveLength(lesson.lesson.tasks.length)
  await page.context().close()
})
