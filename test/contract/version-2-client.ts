/** A client of Socket.IO 2, which speaks version 3 of Engine.IO's protocol. */
import { createRequire } from 'node:module'
import type { Socket } from 'socket.io-client'

interface Version2Socket extends Pick<Socket, 'emit'> {
  once(event: string, heard: (said: unknown) => void): void
  close(): void
}

const require = createRequire(import.meta.url)
// The package has no types; this is what its documentation says of them.
const connect = require('socket.io-client-2') as (
  origin: string,
  options: { readonly reconnection: boolean; readonly forceNew: boolean },
) => Version2Socket

/** Resolves when its connection has failed. */
export async function refuseVersion2(origin: string): Promise<void> {
  const socket = connect(origin, { reconnection: false, forceNew: true })
  await new Promise<unknown>((resolve, reject) => {
    socket.once('connect_error', resolve)
    socket.once('connect', () => reject(new Error('It was let in.')))
  })
  socket.close()
}

/** Resolves when it is connected. */
export async function joinVersion2(origin: string): Promise<Version2Socket> {
  const socket = connect(origin, { reconnection: false, forceNew: true })
  await new Promise<unknown>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}
