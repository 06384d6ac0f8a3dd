/** `wirelab check` as a teacher's CI calls it. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wirelabCommand } from './wirelab-command.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirelab-check-'))
  await writeFile(join(folder, 'server.js'), '// One line above.\nvar io = ;\n')
})
afterAll(() => rm(folder, { recursive: true }))

const wrong = 'test/fixtures/lesson-programs/server/wrong/text-without-object'

test("without a folder the lesson's own solutions are checked, and pass", async () => {
  const { code, stdout } = await wirelabCommand(['check', 'server', '--spelling', 'classic'])
  expect(stdout).toContain('4 of 4 checks passed.')
  expect(stdout).not.toContain('\u001B')
  expect(code).toBe(0)
})

test('a program that fails a check ends with 1, and the report says what was expected and seen', async () => {
  const { code, stdout } = await wirelabCommand(['check', 'server', wrong, '--reporter', 'json'])
  expect(JSON.parse(stdout)).toMatchObject({
    passed: false,
    programs: [
      {
        lesson: 'server',
        spelling: 'classic',
        folder: wrong,
        checks: [
          { id: 'run', state: 'passed' },
          {
            id: 'welcome',
            state: 'failed',
            code: 'not-delivered',
            expected: 'Ann receives welcome({"text":‹text›}).',
            seen: ['welcome("Hello")'],
          },
          { id: 'own-id', state: 'failed' },
          { id: 'log', state: 'passed' },
        ],
      },
    ],
  })
  expect(code).toBe(1)
})

test('a program that cannot be read is annotated on its line, in the language that was asked for', async () => {
  const { code, stdout } = await wirelabCommand(
    'check server --reporter github --language ru'.split(' ').concat(folder),
  )
  expect(stdout).toMatch(/^::error file=[^,]*\/server\.js,line=2,title=[^:]*::/)
  expect(stdout).toContain('Ожидалось: Node может прочитать программу.')
  expect(code).toBe(1)
})

test.each([
  ['an empty folder', async () => {}, 'has nothing to check: none of the lesson'],
  [
    'a folder with other things',
    (own: string) => writeFile(join(own, 'notes.js'), '// Mine.'),
    "has nothing to check: none of the lesson's files (server.js, index.html) is in it.",
  ],
  [
    'a program in UTF-16, as some editors save it',
    (own: string) => writeFile(join(own, 'server.js'), '\ufeff// Mine.', 'utf16le'),
    '/server.js must be a file, not a link, with text in UTF-8.',
  ],
  [
    'a link in place of the program',
    (own: string) => symlink(join(folder, 'server.js'), join(own, 'server.js')),
    '/server.js must be a file, not a link, with text in UTF-8.',
  ],
])('%s is refused: what the lesson starts from is nobody’s work', async (name, fill, sentence) => {
  const own = join(folder, name)
  await mkdir(own)
  await fill(own)
  const { code, stdout, stderr } = await wirelabCommand(['check', 'server', own])
  expect(stderr).toContain(sentence)
  expect(stdout).toBe('')
  expect(code).toBe(2)
})

test('each mistake of a lesson is one line, with its place, and nothing else is said', async () => {
  const { code, stderr } = await wirelabCommand([
    'check',
    '--all',
    '--lessons',
    'test/fixtures/lessons/broken',
  ])
  expect(stderr).toContain('/03-throws/lesson.ts:1: The file cannot be run: missing is not defined.\n')
  const lines = stderr.trimEnd().split('\n')
  expect(lines.filter((line) => !line.startsWith('test/fixtures/lessons/broken/'))).toEqual([])
  expect(code).toBe(2)
})

test('a missing browser is told apart from a failed check', async () => {
  const { code, stdout, stderr } = await wirelabCommand(['check', 'server', wrong], {
    WIRELAB_BROWSER: '/no-such-browser',
  })
  expect(stderr).toMatch(/^Unavailable: \/no-such-browser does not start as a browser/)
  expect(stdout).not.toContain('failed')
  expect(code).toBe(2)
})

test.each([
  [['check'], 'takes a lesson and perhaps a folder, or --all'],
  [['check', 'server', '--all'], 'takes a lesson and perhaps a folder, or --all'],
  [['check', 'no-such-lesson'], /There is no lesson "no-such-lesson"; there are .*server.*\./],
  [['check', 'server', 'no-such-folder'], 'There is no folder no-such-folder.'],
  [['check', 'server', '--reporter', 'xml'], '--reporter takes pretty, json, junit, github, not "xml".'],
  [['check', 'server', '--language', 'de'], '--language takes en, ru, not "de".'],
  [['check', 'server', '--spelling', 'old'], '--spelling takes classic, current, typescript, not "old".'],
  [
    ['check', '--all', '--lessons', 'test/fixtures/lessons/broken'],
    /^test\/fixtures\/lessons\/broken\/\S+\/lesson\.ts:\d+: /m,
  ],
])('%j is answered with what to do, and ends with 2', async (args, sentence) => {
  const { code, stdout, stderr } = await wirelabCommand(args)
  expect(stderr).toMatch(sentence)
  expect(stdout).toBe('')
  expect(code).toBe(2)
})
