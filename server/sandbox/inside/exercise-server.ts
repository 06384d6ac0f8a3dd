/** Makes a server like most of those to come, and asks it once, so that the next one finds everything loaded. */
import { once } from 'node:events'
import type { IncomingMessage, RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The little of express and socket.io that is used here; their versions are those of our own lockfile. */
type MakeApp = () => RequestListener
type SocketIo = { Server: new (server: ReturnType<typeof createServer>) => unknown }

// An import would evaluate every export of the module, and one of them loads an HTTP client of 2.5 MiB.
const { createServer, get } = process.getBuiltinModule('node:http')

export async function exerciseServer(require: NodeJS.Require): Promise<void> {
  const express = require('express') as MakeApp
  const { Server } = require('socket.io') as SocketIo
  const server = createServer(express())
  void new Server(server)
  server.listen(0)
  await once(server, 'listening')
  // It listens on a TCP port, so its address is no path.
  const { port } = server.address() as AddressInfo
  const request = get({ port, agent: false, path: '/socket.io/?EIO=4&transport=polling' })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  await once(response, 'end')
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}
