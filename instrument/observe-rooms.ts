/** Observes who joins and leaves which room, by the events that an adapter announces (`join-room`, `leave-room`). */
import { asName, roomName } from './bounded-text.ts'
import { observerOf, offer } from './observer.ts'
import type { Adapter } from './socket-io-shape.ts'
import { wrapMethod } from './wrap-method.ts'

/** They are read on their way through `emit`: the program's own listeners, and their number, stay as they are. */
export function observeRooms(prototype: object): void {
  wrapMethod<Adapter, unknown[]>(prototype, 'emit', (self, args, original) => {
    if (args[0] === 'join-room') report(self, 'join', args[1], args[2])
    else if (args[0] === 'leave-room') report(self, 'leave', args[1], args[2])
    return original(self, args)
  })
}

function report(adapter: Adapter, phase: 'join' | 'leave', room: unknown, socket: unknown): void {
  const observer = observerOf(adapter.nsp.server)
  if (!observer) return
  offer(observer, 'lasting', () => ({
    kind: 'room',
    phase,
    namespace: asName(adapter.nsp.name),
    room: roomName(room),
    socket: asName(socket),
  }))
}
