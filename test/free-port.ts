import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** A TCP port of this machine's loopback that nobody listened on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // It listens on a TCP port, so its address is no path.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
