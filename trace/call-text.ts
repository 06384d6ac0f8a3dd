/** A call of the server written as code again, from what was reported of it. The arguments are not known: `…` stands for them. */
import type { RoomName } from '../protocol/instrument.ts'
import type { TraceEventOf } from '../protocol/trace.ts'
import { inertText } from './inert-text.ts'
import { isToOneSocket } from './ladder-fan.ts'

type Emit = TraceEventOf<'emit'>

const nameMax = 60
/** Rooms that are written out. */
const roomsShown = 4

/** For example `io.to('blue').except('red').emit('chat', …)`. Inert and short. */
export function callText(emit: Emit): string {
  const { call, event, socket, flags } = emit
  if (call === 'ack-reply') return 'callback(…)'
  const method = call === 'emitWithAck' ? 'emitWithAck' : 'emit'
  const args = event === undefined ? '…' : `${quoted(event)}, …`
  const except = emit.except.filter((room) => room !== socket)
  const moreExcept = emit.exceptCount - emit.except.length
  const isBroadcast = socket !== undefined && !isToOneSocket(emit)
  return [
    receiver(emit),
    ...(isBroadcast && emit.roomCount === 0 ? ['.broadcast'] : []),
    ...(emit.roomCount === 0 ? [] : [`.to(${roomList(emit.rooms, emit.roomCount - emit.rooms.length)})`]),
    ...(except.length + moreExcept === 0 ? [] : [`.except(${roomList(except, moreExcept)})`]),
    ...(flags.volatile === undefined ? [] : ['.volatile']),
    ...(flags.local === undefined ? [] : ['.local']),
    ...(flags.compress === undefined ? [] : ['.compress(false)']),
    ...(flags.timeout === undefined ? [] : [`.timeout(${flags.timeout})`]),
    `.${method}(${args})`,
  ].join('')
}

function receiver({ socket, namespace }: Emit): string {
  if (socket !== undefined) return 'socket'
  return namespace === '/' ? 'io' : `io.of(${quoted(namespace)})`
}

function roomList(rooms: readonly RoomName[], unlisted: number): string {
  const shown = rooms
    .slice(0, roomsShown)
    .map((room) => (typeof room === 'string' ? quoted(room) : inertText(room.notText, nameMax)))
  const isMore = unlisted > 0 || rooms.length > roomsShown
  const list = [...shown, ...(isMore ? ['…'] : [])].join(', ')
  return shown.length === 1 && !isMore ? list : `[${list}]`
}

function quoted(name: string): string {
  return `'${inertText(name, nameMax).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
