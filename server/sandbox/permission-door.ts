/**
 * The door to a program without a network of its own: connections to the Unix sockets (on Windows named pipes) that it
 * listens on in place of TCP ports. The program could lead a connection astray, but it may connect to whatever this
 * server may: that gains it nothing.
 */
import { connect } from 'node:net'
import { knockPatiently, type Door, type Knock } from './door.ts'
import { portMark } from './inside/settings.ts'

/** Linux and macOS say so of a socket that holds as many connections as it can. One that was closed is not there. */
const crowdedCodes = new Set(['EAGAIN', 'ECONNREFUSED'])

export function permissionDoor(listenPlace: string): Door {
  let open = true
  const knock = (place: string): Promise<Knock> =>
    new Promise((resolve) => {
      if (!open) return resolve('refused')
      const socket = connect(place)
      const connected = (): void => {
        socket.off('error', failed)
        resolve(socket)
      }
      const failed = ({ code = '' }: NodeJS.ErrnoException): void => {
        socket.off('connect', connected)
        resolve(crowdedCodes.has(code) ? 'crowded' : 'refused')
      }
      socket.once('connect', connected).once('error', failed)
    })
  return {
    connect: (port) => knockPatiently(port, () => knock(listenPlace.replace(portMark, String(port)))),
    close() {
      open = false
    },
  }
}
