import { formatBytes, formatDuration, formatNumber } from '../quantity.ts'
import { roomsShown, type DiagnosisNames } from './diagnosis-names.ts'
import type { Diagnosis } from './explanation.ts'

const usPerMs = 1000

const quoted = (text: string) => `“${text}”`
const times = (count: number, one: string, many: string) =>
  `${formatNumber(count, 'en')} ${count === 1 ? one : many}`

export function diagnosisEn(diagnosis: Diagnosis, { who, shown }: DiagnosisNames): string {
  const name = (text: string) => quoted(shown(text))
  switch (diagnosis.what) {
    case 'ack-pending':
      if (diagnosis.because === 'unheard') {
        return diagnosis.asker === 'server'
          ? `The server asked ${who} to acknowledge ${name(diagnosis.event)} and has no answer: when it arrived, nothing in the page listened for it.`
          : `${who} asked the server to acknowledge ${name(diagnosis.event)} and has no answer: when it arrived, nothing on the server listened for it.`
      }
      if (diagnosis.because === 'left') {
        return diagnosis.asker === 'server'
          ? `The server asked ${who} to acknowledge ${name(diagnosis.event)}, and the connection ended before an answer came: without timeout() the server never hears of that.`
          : `${who} asked the server to acknowledge ${name(diagnosis.event)}, and the connection ended before an answer came: the server's handler has to call the function that is its last argument while ${who} is still there.`
      }
      return diagnosis.asker === 'server'
        ? `The server asked ${who} to acknowledge ${name(diagnosis.event)} and has no answer: the page's handler has to call the function that is its last argument.`
        : `${who} asked the server to acknowledge ${name(diagnosis.event)} and has no answer: the server's handler has to call the function that is its last argument.`
    case 'ack-timed-out':
      return `The server waited ${formatDuration(diagnosis.afterMs * usPerMs, 'en')} for ${who} to acknowledge ${name(diagnosis.event)} and gave up: answer sooner, or allow more time in timeout().`
    case 'ack-late':
      return diagnosis.asker === 'server'
        ? `${who} acknowledged ${name(diagnosis.event)} after the server had stopped waiting, so the answer went nowhere: answer sooner, or allow more time in timeout().`
        : `The server acknowledged ${name(diagnosis.event)} after ${who} had stopped waiting, so the answer went nowhere: answer sooner, or allow more time in timeout().`
    case 'ack-twice':
      return diagnosis.asker === 'server'
        ? `${who} acknowledged ${name(diagnosis.event)} more than once and only the first answer counts: call the function once, whichever way the handler takes.`
        : `The server acknowledged ${name(diagnosis.event)} from ${who} more than once and only the first answer counts: call the function once, whichever way the handler takes.`
    case 'handlers-repeated':
      return diagnosis.on === 'page'
        ? `In the page of ${who}, ${times(diagnosis.handlers, 'handler', 'handlers')} ran for each ${name(diagnosis.event)}: call on() once, and not in a handler that runs again, such as that of “connect”.`
        : `On the server's socket of ${who}, ${times(diagnosis.handlers, 'handler', 'handlers')} ran for each ${name(diagnosis.event)}: call on() once for each socket, and not in a handler that runs again.`
    case 'handler-late':
      return diagnosis.on === 'page'
        ? `The page of ${who} began to listen for ${name(diagnosis.event)} only after one had arrived, which nobody heard: call on() right after the socket is made.`
        : `The server began to listen for ${name(diagnosis.event)} from ${who} only after one had arrived, which nobody heard: call on() at the start of the “connection” handler, before anything that takes time.`
    case 'buffered-burst':
      return `${who} emitted ${times(diagnosis.count, 'event', 'events')} while it was offline, and all were sent at once when it was back: where only the newest counts, emit with socket.volatile or look at socket.connected first.`
    case 'new-id':
      return diagnosis.lostRooms.length === 0
        ? `${who} came back as a new socket, ${shown(diagnosis.after)} instead of ${shown(diagnosis.before)}: what should outlast a connection must be kept under a name of your own, not under the socket's id.`
        : `${who} came back as a new socket, ${shown(diagnosis.after)} instead of ${shown(diagnosis.before)}, and is not in ${rooms(diagnosis.lostRooms, name)} any more: join rooms again in the “connection” handler, or turn on connectionStateRecovery.`
    case 'recovered':
      return diagnosis.missed === 0
        ? `${who} lost its connection and came back as the same socket, with its rooms and data, having missed nothing: connectionStateRecovery did that, and there is nothing for you to do.`
        : `${who} lost its connection and came back as the same socket, and ${times(diagnosis.missed, 'packet that it had missed was', 'packets that it had missed were')} sent again: connectionStateRecovery did that, and there is nothing for you to do.`
    case 'stuck-on-polling':
      return `${who} tried to go over to WebSocket, was refused, and goes on with HTTP polling: see that every proxy on the way passes WebSocket upgrades.`
    case 'cors-refused':
      return `The browser kept the server's answers from the page of ${who}, because the page comes from another origin that the server does not allow: name that origin in new Server(…, { cors: { origin } }).`
    case 'version-mismatch':
      return `The server refused ${who}, whose client speaks version ${shown(diagnosis.clientEio)} of the Engine.IO protocol: use a socket.io-client of the server's own major version, or set allowEIO3 for old ones.`
    case 'path-as-namespace':
      return `${who} asked for the namespace ${name(diagnosis.namespace)}, which does not exist and looks like a path: what follows the host in io() names a namespace, and a path belongs in the option “path”.`
    case 'wrong-path':
      return `${who} looks for Socket.IO at ${name(diagnosis.path)}, and the server does not have it there: the option “path” has to be the same in the server and in io().`
    case 'payload-too-large': {
      const limit = formatBytes(diagnosis.limit, 'en')
      const size = diagnosis.size === undefined ? `more than ${limit}` : formatBytes(diagnosis.size, 'en')
      return `${who} sent ${size} in one piece and lost its connection, because the server takes no more than ${limit}: send less at a time, or raise maxHttpBufferSize.`
    }
    case 'middleware-refused':
      return `The server's middleware did not let ${who} into the namespace ${name(diagnosis.namespace)}, saying ${name(diagnosis.message)}: handle “connect_error” in the page, and connect again once the reason is gone.`
    case 'unknown-namespace':
      return `${who} asked for the namespace ${name(diagnosis.namespace)}, which the server does not have: create it with io.of(), or correct the name in the page.`
    case 'disconnected-by-server':
      return `The server disconnected ${who} by disconnect(), and after that a client does not come back by itself: call socket.connect() in the page if it should.`
    case 'ping-timeout':
      return `The connection of ${who} fell silent for longer than pingInterval and pingTimeout allow and was given up: the network was gone, or one side was too busy to answer.`
    case 'plain-websocket':
      return `${who} connects by a plain WebSocket to a Socket.IO server, which speaks a protocol of its own: use io() of socket.io-client instead, or a plain WebSocket server.`
    case 'server-blocked':
      return `${who} had to wait, because the server's code was busy for at least ${formatDuration(diagnosis.forMs * usPerMs, 'en')} and nothing else happens meanwhile: look for a loop without end, and do long work in pieces with setImmediate() between them, or in a worker thread.`
    default:
      return diagnosis satisfies never
  }
}

function rooms(names: readonly string[], name: (text: string) => string): string {
  const list = new Intl.ListFormat('en', { type: 'disjunction' })
  const shown = names.slice(0, roomsShown).map(name)
  const others = names.length > roomsShown ? [times(names.length - roomsShown, 'other', 'others')] : []
  return `${names.length === 1 ? 'room' : 'rooms'} ${list.format([...shown, ...others])}`
}
