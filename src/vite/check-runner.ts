/**
 * `virtual:check-runner`: the source of a downloaded project's check runner, bundled into one file. It is a text to this
 * site, never code that runs in it.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

const name = 'virtual:check-runner'
const resolved = `\0${name}`
const entry = fileURLToPath(new URL('../../server/checks/project/run-project.ts', import.meta.url))

/** What the project installs for itself. */
const external = ['socket.io-client', 'playwright']

export function checkRunner(): Plugin {
  return {
    name: 'wirelab:check-runner',
    resolveId: (id) => (id === name ? resolved : undefined),
    async load(id) {
      return id === resolved ? `export default ${JSON.stringify(await bundleCheckRunner())}` : undefined
    },
  }
}

/** One ECMAScript module for Node 22 and later. */
export async function bundleCheckRunner(): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external },
    build: {
      ssr: entry,
      write: false,
      minify: true,
      target: 'node22',
      rolldownOptions: { output: { codeSplitting: false } },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  // A build that does not watch gives its output.
  const { output: files } = output as Rolldown.RolldownOutput
  const [file, ...more] = files
  if (more.length > 0) throw new Error('The check runner came out as more than one file.')
  return `${await licences(Object.keys(file.modules))}\n${file.code}`
}

const packageFolder = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//

/** Of the packages that are in the bundle: who passes their code on must pass these on, too. */
async function licences(modules: readonly string[]): Promise<string> {
  const folders = new Map<string, string>()
  for (const module of modules) {
    const [, folder, name] = packageFolder.exec(module) ?? []
    if (folder !== undefined && name !== undefined) folders.set(name, folder)
  }
  const texts = await Promise.all(
    [...folders].map(
      async ([name, folder]) => `${name}\n\n${await readFile(join(folder, 'LICENSE'), 'utf8')}`,
    ),
  )
  return `/*! Wirelab's check runner, bundled. It holds:\n\n${texts.join('\n\n').replaceAll('*/', '* /')}*/`
}
