/** What `npm test` of a downloaded project runs: the lesson's checks, and the runner that they need. */
import type { Language } from '../../../protocol/lesson.ts'

export interface ProjectTests {
  /** Of the lesson's `checks.ts`. */
  readonly checks: string
  /** One file: `src/vite/check-runner.ts`. */
  readonly runner: string
  readonly title: string
  readonly language: Language
  readonly port: number
  readonly tasks: readonly { readonly id: string; readonly check: string; readonly hint: string }[]
}

export const testCommand = 'node test/run.mjs'

/** Said before any package is there, so that it cannot come from the runner. */
const notInstalled: Readonly<Record<Language, string>> = {
  en: 'The packages of this project are not here yet. Run npm install first, then npm test.',
  ru: 'Пакетов этого проекта здесь пока нет. Сначала выполните npm install, потом npm test.',
}

const main = (
  language: Language,
) => `// npm test: runs the lesson's checks (checks.mts) against the program in this folder.
import lesson from './lesson.json' with { type: 'json' }

const modules = [import('./checks.mts'), import('./check-runner.mjs')]
const [{ default: checks }, { runProject }] = await Promise.all(modules).catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
  console.log('${notInstalled[language]}')
  process.exit(2)
})

process.exitCode = await runProject({ checks, lesson, folder: new URL('..', import.meta.url) })
`

/** Where a lesson's own checks find their language, and where these do. */
const [ownLanguage, bundledLanguage] = ['../../harness/lesson.ts', './check-runner.mjs']

/**
 * By path, all in one folder.
 * @param start arguments of Node with which the program runs
 */
export function testFiles(tests: ProjectTests, start: readonly string[]): Record<string, string> {
  const { title, language, port } = tests
  const tasks = Object.fromEntries(tests.tasks.map(({ id, check, hint }) => [id, { check, hint }]))
  return {
    'test/run.mjs': main(language),
    'test/checks.mts': tests.checks.replaceAll(`'${ownLanguage}'`, `'${bundledLanguage}'`),
    'test/lesson.json': `${JSON.stringify({ title, language, start, port, tasks }, null, 2)}\n`,
    'test/check-runner.mjs': tests.runner,
  }
}

/** Whether the checks open pages, for which they need a browser. */
export function opensPages({ checks }: ProjectTests): boolean {
  return /\bpageCheck\(/.test(checks.replace(/^export const recording[^]*/m, ''))
}
