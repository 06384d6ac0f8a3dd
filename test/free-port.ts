import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the ports that systems give to connections: until it is used, nobody gets one of these by chance. */
const portsOf = { first: 15_000, last: 32_000 }

/** A TCP port of this machine's loopback that nobody listened on just now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = portsOf.first + Math.floor(Math.random() * (portsOf.last - portsOf.first))
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
