/** The limit of any proxy in Node: bytes from one socket to another, nothing else, in a process of its own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'

/** Starts a pipe to `port`. Resolves with the port to connect to, and what ends it. */
export async function startBarePipe(port: number): Promise<{ port: number; stop: () => void }> {
  const child = fork(import.meta.filename, [String(port)])
  const [listening] = await once(child, 'message')
  return { port: Number(listening), stop: () => child.kill('SIGKILL') }
}

if (process.send) {
  const target = Number(process.argv[2])
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true })
    client.pipe(upstream).pipe(client)
    client.on('error', () => upstream.destroy())
    upstream.on('error', () => client.destroy())
  })
  server.listen(0, '127.0.0.1', () => {
    // A TCP server's address is an object.
    process.send?.((server.address() as AddressInfo).port)
  })
}
