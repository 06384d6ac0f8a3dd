/** Why an emit was not for a client: only what follows from what is known of the server's sockets at that moment. */
import type { RoomName } from '../protocol/instrument.ts'
import type { TraceEventOf } from '../protocol/trace.ts'
import { roomsOf } from './rooms.ts'
import type { ServerState } from './server-state.ts'
import type { SocketRecord } from './sockets.ts'

type Emit = TraceEventOf<'emit'>

export type SkipReason =
  | { readonly why: 'sender' } // a broadcast leaves out the socket on which it is called
  | { readonly why: 'excepted'; readonly room: RoomName }
  | { readonly why: 'not-in-room' }
  | { readonly why: 'several'; readonly sockets: number } // sockets of one client, left out for different reasons
  | { readonly why: 'other-namespace' } // connected, but not to the emit's namespace
  | { readonly why: 'other-server' } // connected to the namespace of that name, but of another server of the program
  | { readonly why: 'not-connected' }

export interface FanSkip {
  readonly client: string
  /** Absent where it cannot be known. */
  readonly reason?: SkipReason
}

/** A client that had a socket in the emit's namespace: only there it could have been reached. */
export function wasThere({ reason }: FanSkip): boolean {
  switch (reason?.why) {
    case 'other-namespace':
    case 'other-server':
    case 'not-connected':
      return false
    case 'sender':
    case 'excepted':
    case 'not-in-room':
    case 'several':
    case undefined:
      return true
  }
}

/** A room as text: one that the program named by something else is shown as it was named. */
export function roomText(room: RoomName): string {
  return typeof room === 'string' ? room : room.notText
}

export function isSameRoom(a: RoomName, b: RoomName): boolean {
  return typeof a === typeof b && roomText(a) === roomText(b)
}

/**
 * The clients that an emit was not for.
 * @param clients those that the trace has shown so far
 * @param state at the moment of the emit
 */
export function skipsOf(emit: Emit, clients: Iterable<string>, state: ServerState): readonly FanSkip[] {
  const matched = new Set(emit.sockets)
  // Beyond the listed ones, nobody knows which sockets it was for; a call that failed left nobody out.
  if (emit.matched > matched.size || emit.error !== undefined) return []
  const isComplete = state.whole && state.lost === 0 && state.sockets.unlisted === 0
  const sockets = Map.groupBy(state.sockets.live.values(), ({ client }) => client)
  const skips: FanSkip[] = []
  for (const client of clients) {
    const own = sockets.get(client) ?? []
    const there = own.filter((socket) => isThere(socket, emit))
    if (there.some(({ id }) => matched.has(id))) continue
    if (there.length > 0) {
      skips.push({
        client,
        ...agreedReason(there.map((socket) => reasonOf(emit, socket, state, isComplete))),
      })
    } else if (isComplete) {
      skips.push({ client, reason: { why: whereInstead(own, emit) } })
    }
  }
  return skips
}

/** A socket that the call could have reached: of the same namespace of the same server. */
export function isThere(
  { namespace, server }: Pick<SocketRecord, 'namespace' | 'server'>,
  emit: Emit,
): boolean {
  return namespace === emit.namespace && (server === undefined || server === emit.server)
}

/** Where a client's sockets are, none of which could have been reached. */
function whereInstead(
  own: readonly SocketRecord[],
  { namespace }: Emit,
): 'other-namespace' | 'other-server' | 'not-connected' {
  if (own.length === 0) return 'not-connected'
  return own.some((socket) => socket.namespace === namespace) ? 'other-server' : 'other-namespace'
}

/** Several sockets of one client have one reason, or a reason each; what is not known of one is not known of all. */
function agreedReason(reasons: readonly (SkipReason | undefined)[]): Pick<FanSkip, 'reason'> {
  const [first] = reasons
  if (first === undefined || reasons.includes(undefined)) return {}
  if (reasons.every((reason) => reason?.why === first.why)) return { reason: first }
  return { reason: { why: 'several', sockets: reasons.length } }
}

function reasonOf(
  emit: Emit,
  { id, namespace, told }: SocketRecord,
  { rooms }: ServerState,
  isComplete: boolean,
): SkipReason | undefined {
  // Its CONNECT packet was faster than the server's word: whether the call came before that is not told yet.
  if (!told) return undefined
  if (emit.socket === id && emit.exceptCount > 0) return { why: 'sender' }
  const stays = roomsOf(rooms, { server: emit.server, namespace, id })
  const excepted = emit.except.find((room) => stays.some(({ name }) => isSameRoom(name, room)))
  if (excepted !== undefined) return { why: 'excepted', room: excepted }
  // A stay that nobody told of may be one that the call excepts.
  const mayBeExcepted =
    emit.exceptCount > emit.except.length ||
    ((!isComplete || rooms.unlisted > 0) && emit.except.some((room) => room !== emit.socket))
  if (mayBeExcepted || emit.roomCount === 0) return undefined
  // The server speaks against itself, or a program's own adapter sends later: nothing follows.
  if (emit.rooms.some((room) => stays.some(({ name }) => isSameRoom(name, room)))) return undefined
  // It was not among those that matched, and nothing excepted it: it follows that it was in none of the rooms.
  return { why: 'not-in-room' }
}
