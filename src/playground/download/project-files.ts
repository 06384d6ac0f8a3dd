/** The learner's program as a project of its own: what `npm install && npm start` needs beside the files themselves. */
import express from 'express/package.json' with { type: 'json' }
import socketIoClient from 'socket.io-client/package.json' with { type: 'json' }
import socketIo from 'socket.io/package.json' with { type: 'json' }
import cors from 'cors/package.json' with { type: 'json' }
import playwright from 'playwright/package.json' with { type: 'json' }
import zod from 'zod/package.json' with { type: 'json' }
import { importsIn, isRelative } from '../project/imports.ts'
import { packageOf } from '../project/provided-modules.ts'
import { serverFiles } from '../project/server-files.ts'
import {
  hasPageTypescript,
  pageTypescriptName,
  pageTypescriptOptions,
  pageTypescriptSource,
} from './page-typescript.ts'
import { opensPages, testCommand, testFiles, type ProjectTests } from './project-tests.ts'

export interface DownloadedProgram {
  readonly files: Readonly<Record<string, string>>
  readonly entry: string
  /** The lesson's slug. */
  readonly id: string
  readonly readme: string
  /** Absent where there is no lesson. */
  readonly tests?: ProjectTests | undefined
}

/** What a learner's server may import, in the versions that it ran with here; in the alphabet's order, as npm has it. */
const versions: ReadonlyMap<string, string> = new Map(
  [cors, express, socketIo, socketIoClient, zod].map(({ name, version }) => [name, version]),
)

/** The first that runs TypeScript as it is, without being asked to. */
const nodeNeeded = '>=22.18'

const manifest = 'package.json'
const readmeName = 'README.md'

/** By path. What the learner wrote under the name of a file that is added here stays theirs. */
export function projectFiles(program: DownloadedProgram): Record<string, string> {
  const { files, entry, readme, tests } = program
  return {
    [readmeName]: readme,
    ...(hasPageTypescript(files, entry) ? { [pageTypescriptName]: pageTypescriptSource } : {}),
    ...(tests === undefined ? {} : testFiles(tests, startArguments(program))),
    ...files,
    [manifest]: `${JSON.stringify(manifestOf(program), null, 2)}\n`,
  }
}

function manifestOf(program: DownloadedProgram): Record<string, unknown> {
  const { files, entry, id, tests } = program
  const own = parsedObject(files[manifest])
  return {
    name: `wirelab-${id}`,
    version: '1.0.0',
    private: true,
    type: isModule(files[entry] ?? '') ? 'module' : 'commonjs',
    engines: { node: nodeNeeded },
    ...own,
    scripts: {
      start: ['node', ...startArguments(program)].join(' '),
      ...(tests === undefined ? {} : { test: testCommand }),
      ...parsedRecord(own['scripts']),
    },
    dependencies: { ...dependenciesOf(files, entry), ...parsedRecord(own['dependencies']) },
    ...(tests === undefined
      ? {}
      : { devDependencies: { ...testDependencies(tests), ...parsedRecord(own['devDependencies']) } }),
  }
}

function dependenciesOf(files: Readonly<Record<string, string>>, entry: string): Record<string, string> {
  const imported = [...serverFiles(files, entry)]
    .flatMap((path) => importsIn(files[path] ?? ''))
    .filter((specifier) => !isRelative(specifier))
    .map(packageOf)
  return Object.fromEntries([...versions].filter(([name]) => imported.includes(name)))
}

/** Of Node, for the program to run. */
function startArguments({ files, entry }: DownloadedProgram): readonly string[] {
  return hasPageTypescript(files, entry) ? [...pageTypescriptOptions, entry] : [entry]
}

/** What the check runner imports. The browser itself is the machine's. */
function testDependencies(tests: ProjectTests): Record<string, string> {
  return {
    ...(opensPages(tests) ? { playwright: playwright.version } : {}),
    'socket.io-client': socketIoClient.version,
  }
}

/** As the sandbox finds out by itself; in a project, Node wants it said. */
function isModule(entry: string): boolean {
  return /^\s*(?:import\b(?!\s*\()|export\b)/m.test(entry)
}

/** What the learner's own package.json says; nothing where it is no object. */
function parsedObject(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {}
  try {
    return parsedRecord(JSON.parse(text))
  } catch {
    return {}
  }
}

function parsedRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
