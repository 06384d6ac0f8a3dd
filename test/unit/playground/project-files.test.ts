import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { projectFiles } from '../../../src/playground/download/project-files.ts'
import { projectZip } from '../../../src/playground/download/project-zip.ts'
import { modulesEnglish } from '../../../src/strings/modules-en.ts'

const manifestSchema = z.looseObject({
  name: z.string(),
  type: z.string(),
  scripts: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
})
const commonJs = "var io = require('socket.io')(80);\nvar app = require('express')();\n"

const byName = (one: string, other: string) => (one < other ? -1 : 1)
const filesOf = (files: Record<string, string>, entry = 'server.js') =>
  projectFiles({ files, entry, id: 'server', readme: '# Server\n' })
const manifestOf = (files: Record<string, string>, entry?: string) =>
  manifestSchema.parse(JSON.parse(filesOf(files, entry)['package.json'] ?? ''))

describe('a downloaded project', () => {
  test('starts the entry, and depends on what the server imports, in exact versions', () => {
    const manifest = manifestOf({
      'server.js': `${commonJs}require('./rooms')`,
      'rooms.js': "require('node:fs'); require('cors')",
      'page.js': "import { z } from 'zod'",
    })
    expect(manifest.scripts['start']).toBe('node server.js')
    expect(Object.keys(manifest.dependencies)).toEqual(['cors', 'express', 'socket.io'])
    for (const version of Object.values(manifest.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('can depend on whatever a server may import here', () => {
    const modules = Object.keys(modulesEnglish.purposes)
    const imports = modules.map((name) => `require('${name}');`).join('')
    expect(Object.keys(manifestOf({ 'server.js': imports }).dependencies)).toEqual(modules.toSorted(byName))
  })

  test.each([
    ['commonjs', 'server.js', commonJs],
    ['commonjs', 'server.js', "const io = import('socket.io')\n"],
    ['module', 'server.js', "import express from 'express'\n"],
    ['module', 'server.ts', "// Types.\nimport { Server, type Socket } from 'socket.io'\n"],
  ])('is of type %s where %s says so', (type, entry, content) => {
    expect(manifestOf({ [entry]: content }, entry).type).toBe(type)
  })

  test('keeps what the learner’s own package.json and README say', () => {
    const own = {
      type: 'module',
      scripts: { start: 'node --watch server.js' },
      dependencies: { express: '4.0.0' },
    }
    const files = { 'server.js': commonJs, 'package.json': JSON.stringify(own), 'README.md': 'mine' }
    const manifest = manifestOf(files)
    expect(manifest).toMatchObject({ ...own, dependencies: { express: '4.0.0' } })
    expect(manifest.dependencies['socket.io']).toBeDefined()
    expect(filesOf(files)['README.md']).toBe('mine')
  })

  test.each(['{', '[]', 'null', '"x"'])('is whole although the learner’s package.json is %s', (text) => {
    expect(manifestOf({ 'server.js': commonJs, 'package.json': text }).name).toBe('wirelab-server')
  })

  test('takes the types out of what pages load, where a page loads TypeScript', () => {
    const files = { 'server.ts': "import { a } from './rooms.ts'", 'rooms.ts': 'export const a = 1' }
    expect(manifestOf(files, 'server.ts').scripts['start']).toBe('node server.ts')
    const withPage = { ...files, 'client.ts': 'const a: number = 1' }
    expect(manifestOf(withPage, 'server.ts').scripts['start']).toMatch(
      /^node .*--import \.\/page-typescript\.mjs server\.ts$/,
    )
    expect(Object.keys(filesOf(withPage, 'server.ts'))).toContain('page-typescript.mjs')
  })

  test('carries the lesson’s checks with what they need, a browser only where they open pages', () => {
    const tests = {
      checks: "import { check } from '../../harness/lesson.ts'\nexport default [check('a', [], run)]\n",
      runner: 'the runner',
      title: 'Server',
      language: 'en',
      port: 8080,
      tasks: [{ id: 'a', check: 'It runs.', hint: 'Run it.' }],
    } as const
    const program = { files: { 'server.js': commonJs }, entry: 'server.js', id: 'server', readme: '' }
    const files = projectFiles({ ...program, tests })
    expect(files['test/checks.mts']).toContain("from './check-runner.mjs'")
    expect(files['test/check-runner.mjs']).toBe('the runner')
    expect(JSON.parse(files['test/lesson.json'] ?? '')).toMatchObject({
      start: ['server.js'],
      tasks: { a: { check: 'It runs.', hint: 'Run it.' } },
    })
    const manifest = JSON.parse(files['package.json'] ?? '')
    expect(manifest.scripts.test).toBe('node test/run.mjs')
    expect(Object.keys(manifest.devDependencies)).toEqual(['socket.io-client'])
    const withPages = { ...tests, checks: tests.checks.replace("check('a'", "pageCheck('a'") }
    const other = JSON.parse(projectFiles({ ...program, tests: withPages })['package.json'] ?? '')
    expect(Object.keys(other.devDependencies)).toEqual(['playwright', 'socket.io-client'])
  })

  test('is zipped in one folder, names and texts in any script', () => {
    const files = { 'server.js': commonJs, 'public/страница.html': '<p>Привет' }
    const zip = projectZip('wirelab-server', { files, entry: 'server.js', id: 'server', readme: '# Урок' })
    const found = Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, strFromU8(bytes)])
    expect(Object.fromEntries(found)).toMatchObject({
      'wirelab-server/README.md': '# Урок',
      'wirelab-server/server.js': commonJs,
      'wirelab-server/public/страница.html': '<p>Привет',
    })
  })
})
