/** The same program by hand: `node server.js` in a folder, without sandbox, gateway or tap. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../../server/project-folder.ts'

export interface PlainServer {
  readonly pid: number
  readonly port: number
  /** Milliseconds from the spawn until it said that it listens. */
  readonly listeningAfterMs: number
  stop(): Promise<void>
}

/** A server that greets, echoes, and says on stdout when it listens on the port of its first argument, or 8080. */
export const echoProgram = `
var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);
app.get('/', function (req, res) { res.send('<!doctype html><script src="/socket.io/socket.io.js"></script>'); });
io.sockets.on('connection', function (socket) {
  socket.on('echo', function (data, ack) { ack(data); });
});
http.listen(Number(process.argv[2] || 8080), function () { console.log('listening'); });
`

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.')
  return address.port
}

export async function startPlainServer(): Promise<PlainServer> {
  const folder = await mkdtemp(join(tmpdir(), 'wirelab-plain-'))
  await writeFile(join(folder, 'server.js'), echoProgram)
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'))
  const port = await freePort()
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['server.js', String(port)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  if (child.pid === undefined) throw new Error('A started process has an id.')
  return {
    pid: child.pid,
    port,
    listeningAfterMs: performance.now() - startedAt,
    stop: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
      await rm(folder, { recursive: true })
    },
  }
}
