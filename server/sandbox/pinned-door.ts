/**
 * The door into a sandbox of bubblewrap's: connections to the Unix sockets that it keeps in its `/ports`. Everything below
 * that folder is the sandbox's to rewrite at any moment, so no path in it is ever followed: the folder is held open, a
 * socket is opened without following links, looked at, and connected to through that very descriptor.
 */
import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { knockPatiently, type Door, type Knock } from './door.ts'

/** Opens a place, not its contents (asm-generic/fcntl.h); node:fs has no name for it. */
const O_PATH = 0o10000000

export class PinnedDoor implements Door {
  readonly #folder: number
  readonly #pinned: boolean
  #open = true

  /** `init` is the process id of the sandbox's first process. `pinned` is off only in tests. */
  constructor(init: number, pinned: boolean) {
    this.#pinned = pinned
    this.#folder = openSync(`/proc/${init}/root/ports`, O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  }

  /** Nothing here waits on a disk: /proc and a tmpfs answer at once. */
  connect(port: number): Promise<Socket> {
    return knockPatiently(port, () => this.#knock(port))
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    closeSync(this.#folder)
  }

  #knock(port: number): Promise<Knock> {
    const place = `/proc/self/fd/${this.#folder}/${port}.sock`
    const pin = this.#open ? this.#pin(place) : null
    if (pin === null) return Promise.resolve('refused')
    return new Promise((resolve) => {
      const socket = connect(this.#pinned ? `/proc/self/fd/${pin}` : place)
      const connected = (): void => {
        closeSync(pin)
        socket.off('error', failed)
        resolve(socket)
      }
      const failed = (error: NodeJS.ErrnoException): void => {
        closeSync(pin)
        socket.off('connect', connected)
        resolve(error.code === 'EAGAIN' ? 'crowded' : 'refused')
      }
      socket.once('connect', connected).once('error', failed)
    })
  }

  /** A descriptor of the socket at `place`; null when there is none, or when it is something else. */
  #pin(place: string): number | null {
    let pin: number
    try {
      pin = openSync(place, O_PATH | constants.O_NOFOLLOW)
    } catch {
      return null
    }
    if (!this.#pinned || fstatSync(pin).isSocket()) return pin
    closeSync(pin)
    return null
  }
}
