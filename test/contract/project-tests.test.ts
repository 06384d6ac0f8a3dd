/** A downloaded project's own `npm test`: the lesson's checks, against the files in its folder, with nothing of ours installed. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, test, type TestContext } from 'vitest'
import * as z from 'zod'
import { readLessons } from '../../harness/lesson-folder.ts'
import type { LessonFolder } from '../../harness/lesson-parts.ts'
import { lessonPrograms, type Spelling } from '../../harness/lesson-program.ts'
import type { Language } from '../../protocol/lesson.ts'
import { startProject } from '../../server/checks/project/project-process.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { projectZip } from '../../src/playground/download/project-zip.ts'
import { bundleCheckRunner } from '../../src/vite/check-runner.ts'
import { freePort } from '../free-port.ts'

const manifestSchema = z.object({ scripts: z.object({ test: z.string() }) })
const missingBrowser = { WIRELAB_BROWSER: '/nowhere/chromium' }

let runner: string
let lessons: readonly LessonFolder[]
beforeAll(async () => {
  const read = await readLessons(join(projectFolder, 'lessons'))
  lessons = read.lessons
  runner = await bundleCheckRunner()
})

interface Download {
  readonly slug: string
  readonly spelling: Spelling
  readonly language: Language
}

/** The files of a zip as the workbench makes it, with the lesson's port moved: it may be taken on the machine. */
async function unpacked(
  { slug, spelling, language }: Download,
  state: 'start' | 'solution',
): Promise<Record<string, string>> {
  const found = lessons.find((each) => each.slug === slug)
  const program = found && lessonPrograms(found).find((each) => each.spelling === spelling)
  if (!found || !program) throw new Error(`There is no lesson "${slug}" in the spelling ${spelling}.`)
  const { lesson, folder } = found
  const port = await freePort()
  const moved = Object.entries(program[state]).map(([path, content]) => [
    path,
    content.replaceAll(String(lesson.port), String(port)),
  ])
  const zip = projectZip('project', {
    files: Object.fromEntries(moved),
    entry: program.entry,
    id: slug,
    readme: '',
    tests: {
      checks: await readFile(join(projectFolder, 'lessons', folder, 'checks.ts'), 'utf8'),
      runner,
      title: lesson.title[language],
      language,
      port,
      tasks: lesson.tasks.map(({ id, check, hint }) => ({
        id,
        check: check[language],
        hint: hint[language],
      })),
    },
  })
  return Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([path, bytes]) => [path.slice('project/'.length), strFromU8(bytes)]),
  )
}

/** Writes them beside the packages that npm would install, or did not, and runs what `npm test` runs. */
async function npmTest(
  { expect, onTestFinished }: TestContext,
  files: Record<string, string>,
  env: Record<string, string> = {},
  isInstalled = true,
): Promise<{ exitCode: number; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'wirelab-project-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  if (isInstalled) await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'))
  for (const [path, content] of Object.entries(files)) {
    if (path.endsWith('/') || path === '') continue
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  const { scripts } = manifestSchema.parse(JSON.parse(files['package.json'] ?? ''))
  const [program, ...args] = scripts.test.split(' ')
  expect(program).toBe('node')
  const { promise, resolve } = Promise.withResolvers<{ exitCode: number; said: string }>()
  const running = execFile(
    process.execPath,
    args,
    { cwd: folder, env: { ...process.env, ...env } },
    (_error, stdout, stderr) => {
      expect(stderr).toBe('')
      resolve({ exitCode: running.exitCode ?? -1, said: stdout })
    },
  )
  return promise
}

const server: Download = { slug: 'server', spelling: 'classic', language: 'en' }
const variables: Download = { slug: 'socket-variables', spelling: 'typescript', language: 'ru' }

function expectAll({ expect }: TestContext, said: string, lines: readonly string[]): void {
  for (const line of lines) expect(said).toContain(line)
}

// Each starts Node several times over, and browsers.
const wholeRunMs = 120_000

describe('npm test of a download', { timeout: wholeRunMs }, () => {
  test.concurrent('passes with the solution, in pages too', async (context) => {
    const { exitCode, said } = await npmTest(context, await unpacked(server, 'solution'))
    expectAll(context, said, ['A server that listens', '4 of 4 checks passed.'])
    context.expect(exitCode).toBe(0)
  })

  test.concurrent('fails with the starter, in the learner’s own words', async (context) => {
    const { exitCode, said } = await npmTest(context, await unpacked(server, 'start'))
    expectAll(context, said, [
      '✗ failed  Each client is sent `welcome` with a text when it joins.',
      'Expected: Ann receives welcome({"text":‹text›}).',
      'Hint: Inside the handler: `socket.emit("welcome", { text: "Hello" })`.',
      '1 of 4 checks passed.',
    ])
    context.expect(exitCode).toBe(1)
  })

  test.concurrent('passes with the solution of another lesson, in TypeScript', async (context) => {
    const { exitCode, said } = await npmTest(context, await unpacked(variables, 'solution'))
    context.expect(said).toContain('Пройдено проверок: 5 из 5.')
    context.expect(exitCode).toBe(0)
  })

  test.concurrent('passes with a page in TypeScript, which no browser reads', async (context) => {
    const client: Download = { slug: 'client', spelling: 'typescript', language: 'en' }
    const { exitCode, said } = await npmTest(context, await unpacked(client, 'solution'))
    context.expect(said).toContain('6 of 6 checks passed.')
    context.expect(exitCode).toBe(0)
  })

  test.concurrent('fails with its starter, in the language of the page', async (context) => {
    const { exitCode, said } = await npmTest(context, await unpacked(variables, 'start'))
    context.expect(said).toContain('✗ не пройдена')
    context.expect(exitCode).toBe(1)
  })

  test.concurrent('counts what needs a browser as not run where there is none', async (context) => {
    const { exitCode, said } = await npmTest(context, await unpacked(server, 'solution'), missingBrowser)
    expectAll(context, said, [
      '– not run here  The server listens, and both clients connect.',
      '3 of 3 checks passed.',
      'Not run: 1.',
    ])
    context.expect(exitCode).toBe(0)
  })

  test.concurrent('is no success where nothing could be run', async (context) => {
    const client: Download = { slug: 'client', spelling: 'classic', language: 'en' }
    const { exitCode, said } = await npmTest(context, await unpacked(client, 'solution'), missingBrowser)
    context.expect(said).toContain('Not run: 6.')
    context.expect(exitCode).toBe(2)
  })

  test.concurrent.for([
    [server, 'Run npm install first, then npm test.\n'],
    [variables, 'Сначала выполните npm install, потом npm test.\n'],
  ] as const)('says what to do before npm install (%#)', async ([download, sentence], context) => {
    const { exitCode, said } = await npmTest(context, await unpacked(download, 'solution'), {}, false)
    context.expect(said.endsWith(sentence)).toBe(true)
    context.expect(exitCode).toBe(2)
  })

  test.concurrent('shows the error of a program that does not start, with its place', async (context) => {
    const files = await unpacked(server, 'solution')
    const broken = { ...files, 'server.js': `${files['server.js'] ?? ''}\nvar late = (` }
    const { exitCode, said } = await npmTest(context, broken, missingBrowser)
    context.expect(said).toMatch(/Seen: SyntaxError: Unexpected end of input \(server\.js:\d+\)/)
    context.expect(exitCode).toBe(1)
  })
})

test.concurrent('the program of a download is heard to be busy, and finds nothing of that', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'wirelab-project-'))
  context.onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const program = `console.log(process.env.WIRELAB_ANSWERS)\nwhile (true);\n`
  await writeFile(join(folder, 'server.js'), program)
  const started = startProject(folder, ['server.js'], await freePort())
  context.onTestFinished(async () => void (await started.kill('stopped')))
  const blocked = Promise.withResolvers<string>()
  let said = ''
  started.observe({
    report() {},
    dropped() {},
    output: (_stream, text) => void (said += text),
    eventLoop: (phase) => blocked.resolve(phase),
  })
  context.expect(await blocked.promise).toBe('blocked')
  await started.kill('stopped')
  context.expect(said).toBe('undefined\n')
})
