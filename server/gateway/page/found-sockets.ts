/**
 * The sockets that a page makes, wherever it keeps them. Every build of Socket.IO's client since 4.0 ends with
 * `Object.assign(io, { Manager, Socket, … })`: classic scripts, modules and copies inside a bundle alike. There its
 * classes are in reach before the page has made a socket. https://socket.io/docs/v4/client-api/
 */
import {
  nativeApply,
  nativeDefine,
  nativeDescriptor,
  nativeMethod,
  NativeProxy,
  NativeWeakSet,
} from './natives.ts'

/** A page may make sockets without end, and those that are kept here are never freed. */
const keptSockets = 100

const weakHas = nativeMethod(NativeWeakSet.prototype, 'has')
const weakAdd = nativeMethod(NativeWeakSet.prototype, 'add')

/**
 * Looks from now on. The list is live, oldest first.
 *
 * @param onClasses is told the prototypes of each library's managers and sockets, once
 */
export function findSockets(
  onClasses: (managerPrototype: object, socketPrototype: object) => void,
): readonly object[] {
  const found: object[] = []
  const watched = new NativeWeakSet()
  const keep = (socket: unknown) => {
    if (typeof socket !== 'object' || socket === null || isKnownSocket(found, socket)) return
    if (found.length >= keptSockets) {
      for (let index = 1; index < found.length; index += 1) found[index - 1] = found[index] ?? socket
      found.length -= 1
    }
    found[found.length] = socket
  }
  const watch = (client: object) => {
    try {
      const manager = prototypeOf(client, 'Manager')
      // A page may assign to `io` again.
      if (!manager || nativeApply(weakHas, watched, [manager])) return
      nativeApply(weakAdd, watched, [manager])
      watchManager(manager, keep)
      const socket = prototypeOf(client, 'Socket')
      if (socket) onClasses(manager, socket)
    } catch {
      // Frozen, or not what it looks like: then its sockets are not found.
    }
  }
  Object.assign = new NativeProxy(Object.assign, {
    apply(target, self, args: unknown[]): unknown {
      const result: unknown = nativeApply(target, self, args)
      // Nearly all calls are about plain objects, and cost no more than this question.
      if (typeof result === 'function') watch(result)
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
function watchManager(prototype: object, keep: (socket: unknown) => void): void {
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
}

/** Of one of the classes that a library hands out with `io`. */
function prototypeOf(client: object, name: string): object | undefined {
  const made: unknown = nativeDescriptor(client, name)?.value
  if (typeof made !== 'function') return undefined
  const prototype: unknown = nativeDescriptor(made, 'prototype')?.value
  return typeof prototype === 'object' && prototype !== null ? prototype : undefined
}
