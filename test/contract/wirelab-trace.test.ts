/** `wirelab trace` as a shell calls it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { trace } from '../../server/cli/trace.ts'
import { UsageError } from '../../server/cli/usage-error.ts'
import { projectFolder } from '../../server/project-folder.ts'
import { wirelabCommand } from './wirelab-command.ts'

const file = 'test/fixtures/traces/rooms.jsonl'

/** The command with a text at its stdin. */
async function piped(text: string, args: readonly string[]) {
  const child = spawn(process.execPath, [join(projectFolder, 'server', 'cli', 'main.ts'), 'trace', ...args], {
    cwd: projectFolder,
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part))
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part))
  child.stdin.end(text)
  await once(child, 'close')
  return { code: child.exitCode, stdout, stderr }
}

test.each([
  [[], /^Socket\.IO trace, .*\n.*│<··· handshake, upgrade ····>│/s],
  [['--to', 'svg', '--theme', 'dark'], /^<svg xmlns=.*#15171b.*<\/svg>\n$/s],
  [['--to', 'har'], /^\{\n {2}"log": \{\n {4}"version": "1\.2"/],
  [['--filter', 'event:said client:ann', '--columns', '200'], /said.*to blue, except quiet/],
])('%j prints it', async (args, output) => {
  const { code, stdout, stderr } = await wirelabCommand(['trace', file, ...args])
  expect(stderr).toBe('')
  expect(stdout).toMatch(output)
  expect(code).toBe(0)
})

test('a filtered trace is a trace again, of what the filter lets through', async () => {
  const { stdout } = await wirelabCommand(['trace', file, '--to', 'jsonl', '--filter', 'kind:link'])
  const events = stdout.trimEnd().split('\n').slice(1)
  expect(events.map((line) => JSON.parse(line).kind)).toEqual(['link', 'link', 'link', 'link', 'link'])
  const again = await piped(stdout, ['-', '--to', 'jsonl'])
  expect(again).toEqual({ code: 0, stdout, stderr: '' })
})

test('of a file that is cut in the middle it prints what could be read, says so, and ends with 1', async () => {
  const half = readFileSync(join(projectFolder, file), 'utf8').slice(0, 9_000)
  const { code, stdout, stderr } = await piped(half, ['-'])
  expect(stdout).toContain('handshake')
  expect(stderr).toBe('The trace is cut in the middle: this is what could be read.\n')
  expect(code).toBe(1)
})

test('a mistake is one sentence on stderr, and ends with 2', async () => {
  const { code, stdout, stderr } = await wirelabCommand(['trace', file, '--filter', 'evnt:said'])
  expect(stderr).toMatch(/^--filter, at "evnt": there is no such key.*Did you mean event\?\n$/)
  expect(stdout).toBe('')
  expect(code).toBe(2)
})

test.each([
  [[], 'takes one file, or - for stdin'],
  [['no-such.jsonl'], 'There is no file no-such.jsonl.'],
  [['test'], 'There is no file test.'],
  [['package.json'], 'package.json is no trace: write one with wirelab run --trace'],
  [[file, '--to', 'xml'], '--to takes text, mermaid, svg, har, jsonl, not "xml".'],
  [[file, '--columns', '9'], '--columns takes a number from 60 to 400, not "9".'],
  [[file, '--no-such'], "Unknown option '--no-such'. See: wirelab trace --help"],
])('%j is answered with what to do', async (args, sentence) => {
  await expect(trace(args)).rejects.toThrow(UsageError)
  await expect(trace(args)).rejects.toThrow(sentence)
})

test('a trace of a newer Wirelab and a bad line are told apart', async () => {
  const header = '{"format":"wirelab-trace","version":9,"startedAt":"2026-01-01T00:00:00.000Z"}\n'
  expect((await piped(header, ['-'])).stderr).toBe(
    'stdin was written by a newer Wirelab: read it with that one.\n',
  )
  const bad = `${header.replace('9', '1')}{"seq":1}\n{}\n`
  expect((await piped(bad, ['-'])).stderr).toMatch(/^stdin, line 2: no event of a trace/)
})

test('a reader that has enough may close the pipe', async () => {
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      '"$0" "$1" trace "$2" --to har | head -c 10',
      process.execPath,
      join(projectFolder, 'server/cli/main.ts'),
      file,
    ],
    { cwd: projectFolder },
  )
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part))
  await once(child, 'close')
  expect(stderr).toBe('')
})
