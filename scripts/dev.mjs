/** `npm run dev`: the product with a site that reloads as its sources change, and a server that restarts. */
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { ensureBubblewrap, findNode, installPackages, projectEnv, root } from './bootstrap.mjs'

installPackages()
const node = findNode()
const env = projectEnv(node)
ensureBubblewrap()

const sitePort = await new Promise((resolve, reject) => {
  const probe = createServer()
  probe.on('error', reject)
  probe.listen(0, '127.0.0.1', () => {
    const { port } = probe.address()
    probe.close(() => resolve(port))
  })
})
const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs')
const server = join(root, 'server', 'cli', 'main.ts')
const children = [
  spawn(node, [astro, 'dev', '--host', '127.0.0.1', '--port', String(sitePort)], {
    env,
    stdio: 'inherit',
    cwd: root,
  }),
  spawn(
    node,
    [
      '--watch-path',
      join(root, 'server'),
      '--watch-path',
      join(root, 'protocol'),
      '--watch-path',
      join(root, 'trace'),
      server,
      'start',
      '--dev-site',
      String(sitePort),
      ...process.argv.slice(2),
    ],
    {
      env,
      stdio: 'inherit',
      cwd: root,
    },
  ),
]
const stop = () => {
  for (const child of children) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
for (const child of children)
  child.on('exit', (code) => {
    stop()
    process.exitCode ||= code ?? 0
  })
