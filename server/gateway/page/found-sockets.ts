/**
 * The sockets that a page makes, wherever it keeps them. Every build of Socket.IO's client since 4.0 ends with
 * `Object.assign(io, { Manager, Socket, … })`: classic scripts, modules and copies inside a bundle alike. There its
 * classes are in reach before the page has made a socket. https://socket.io/docs/v4/client-api/
 */
import { nativeApply, nativeDefine, nativeDescriptor, NativeProxy } from './natives.ts'

/** A page may make sockets without end, and those that are kept here are never freed. */
const keptSockets = 100

/** Looks from now on. The list is live, oldest first. */
export function findSockets(): readonly object[] {
  const found: object[] = []
  const keep = (socket: unknown) => {
    if (typeof socket !== 'object' || socket === null || isKnownSocket(found, socket)) return
    if (found.length >= keptSockets) {
      for (let index = 1; index < found.length; index += 1) found[index - 1] = found[index] ?? socket
      found.length -= 1
    }
    found[found.length] = socket
  }
  Object.assign = new NativeProxy(Object.assign, {
    apply(target, self, args: unknown[]): unknown {
      const result: unknown = nativeApply(target, self, args)
      // Nearly all calls are about plain objects, and cost no more than this question.
      if (typeof result === 'function') watchManager(result, keep)
      return result
    },
  })
  return found
}

export function isKnownSocket(sockets: readonly object[], value: unknown): value is object {
  for (let index = 0; index < sockets.length; index += 1) if (sockets[index] === value) return true
  return false
}

/** All of `io()`, `io.connect()` and `new Manager().socket()` end in one method. */
function watchManager(client: object, keep: (socket: unknown) => void): void {
  try {
    const manager: unknown = nativeDescriptor(client, 'Manager')?.value
    if (typeof manager !== 'function') return
    const prototype: unknown = nativeDescriptor(manager, 'prototype')?.value
    if (typeof prototype !== 'object' || prototype === null) return
    const method = nativeDescriptor(prototype, 'socket')
    const original: unknown = method?.value
    if (typeof original !== 'function') return
    nativeDefine(prototype, 'socket', {
      ...method,
      value: new NativeProxy(original, {
        apply(target, self, args: unknown[]): unknown {
          const socket: unknown = nativeApply(target, self, args)
          keep(socket)
          return socket
        },
      }),
    })
  } catch {
    // Frozen, or not what it looks like: then its sockets are not found.
  }
}
