/** Notices what a program keeps on its sockets: `socket.data`, and properties of its own (`socket.nickname = …`). */
import { asName, preview, previewProperties } from './bounded-text.ts'
import { guarded, offer, type Observer } from './observer.ts'
import type { Socket } from './socket-io-shape.ts'

/** Sockets that are looked at before one flush; the others follow with the next ones. */
const sweptMax = 16

export interface SocketState {
  readonly observer: Observer
  /** Handlers of `connection` have returned. */
  settled: boolean
  data: string
  own: string
}

const nothing = '{}'
const states = new WeakMap<object, SocketState>()
/** Connected sockets, the longest unseen first. */
const live = new Set<Socket>()
/** Properties that socket.io itself puts on a socket, some of them later than at its birth. */
const ofSocketIo = new Set(['_anyListeners', '_anyOutgoingListeners', 'join', 'domain'])

export function stateOf(socket: object): SocketState | undefined {
  return states.get(socket)
}

/** Takes note of a socket before any code of the program has seen it. */
export function meetSocket(observer: Observer, socket: Socket): SocketState {
  const known = states.get(socket)
  if (known) return known
  for (const key of Object.keys(socket)) ofSocketIo.add(key)
  const state: SocketState = { observer, settled: false, data: nothing, own: nothing }
  states.set(socket, state)
  return state
}

export function keepLooking(socket: Socket): void {
  live.add(socket)
}

export function stopLooking(socket: Socket): void {
  live.delete(socket)
}

/** Reports what has changed on this socket since the last look. */
export function lookAt(socket: Socket, state: SocketState): void {
  guarded(state.observer, () => {
    const { data } = socket
    const dataText = isEmpty(data) ? nothing : preview(data)
    if (dataText !== state.data && told(socket, state, 'data', dataText)) state.data = dataText
    const keys = Object.keys(socket).filter((key) => !ofSocketIo.has(key))
    const own = keys.length === 0 ? nothing : previewProperties(socket, keys)
    if (own !== state.own && told(socket, state, 'own', own)) state.own = own
  })
}

/** The socket whose handler runs right now. */
let handling: { readonly socket: Socket; readonly state: SocketState } | undefined

/** Runs the program's handler of something that happened to a socket, and looks at the socket afterwards. */
export function whileSocketHandles<Result>(
  socket: Socket,
  state: SocketState | undefined,
  task: () => Result,
): Result {
  if (!state) return task()
  const outer = handling
  handling = { socket, state }
  try {
    return task()
  } finally {
    handling = outer
    lookAt(socket, state)
  }
}

/** What a handler changed on its socket before it sends was so when it was sent. */
export function lookBeforeSending(): void {
  if (handling) lookAt(handling.socket, handling.state)
}

/** Looks at the connected sockets of one reporter: a handler may change another socket than its own. */
export function sweep(belongs: (observer: Observer) => boolean): void {
  let left = Math.min(sweptMax, live.size)
  for (const socket of live) {
    if (left-- === 0) return
    const state = states.get(socket)
    if (!state || !belongs(state.observer)) continue
    lookAt(socket, state)
    live.delete(socket)
    live.add(socket)
  }
}

function told(socket: Socket, { observer }: SocketState, what: 'data' | 'own', text: string): boolean {
  return (
    offer(observer, 'lasting', () => ({ kind: 'state', socket: asName(socket.id), what, text })) !== undefined
  )
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const key in value) if (Object.hasOwn(value, key)) return false
  return Object.getPrototypeOf(value) === Object.prototype
}
