/**
 * `virtual:check-runner`: the source of a downloaded project's check runner, bundled into one file. It is a text to this
 * site, never code that runs in it.
 */
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
  return file.code
}
