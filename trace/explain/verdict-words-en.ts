import type { Ran, VerdictWords, Who } from './verdict-words.ts'

const reached = (who: Who) => who ?? 'the server'
const subject = (who: Who) => who ?? 'The server'
const list = (names: readonly string[]) => names.join(', ')
const quoted = (names: readonly string[]) => list(names.map((name) => `“${name}”`))

function ranText(ran: Ran, event: string): string {
  if (ran === 'unknown') return 'which handlers ran is not known'
  const { handlers, any } = ran
  const listeners = any === 1 ? 'an onAny listener' : `${any} onAny listeners`
  if (handlers === 0) return `only ${listeners} saw it, and nothing listens for “${event}” itself`
  const own = handlers === 1 ? 'one handler ran' : `${handlers} handlers ran`
  return any === 0 ? own : `${own}, and ${listeners} saw it too`
}

export const verdictWordsEn: VerdictWords = {
  received: (who, ran, event, { recovered, sockets }) => {
    const share =
      sockets === undefined ? '' : ` on ${sockets.got} of the ${sockets.of} sockets that it has there`
    const got = recovered
      ? 'was away and received it when the connection had been recovered'
      : `received it${share}`
    return `${subject(who)} ${got}${ran === 'unknown' ? ';' : ':'} ${ranText(ran, event)}.`
  },
  noListener: (who, event, near) =>
    near === undefined
      ? `It reached ${reached(who)}, but nothing there listens for “${event}”.`
      : `It reached ${reached(who)}, but nothing there listens for “${event}”: did you mean “${near}”?`,
  notAwaited: (who) => `The answer reached ${reached(who)}, but nobody waited for it, or no longer.`,
  listenedLater: (who, event, after) =>
    `It reached ${reached(who)} before anything there listened for “${event}”: its handler was added ${after === undefined ? 'only later' : `${after} later`}.`,
  leaving: (client) =>
    `It reached ${client}, and ${client}’s own goodbye came through right after it: whether it was still heard there cannot be known.`,
  nameless: (who) =>
    `It reached ${reached(who)}, but has no event’s name, as when that is undefined: who reads such a packet ends the connection.`,
  socketClosed: (client) =>
    `It reached ${client}, but its socket there had been disconnected before: nobody hears it any more.`,
  socketRefused: (client) =>
    `It reached ${client}, but its socket there was never connected: the server refused it afterwards, and nobody hears it.`,
  sender: (client) => `${client} is the sender, and a broadcast leaves its sender out.`,
  excepted: (client, room) => `${client} is in room “${room}”, and the call leaves that room out.`,
  exceptedItself: (client) => `The call leaves ${client}’s own socket out.`,
  notInRoom: (client, rooms, members) => {
    const where = rooms.length === 1 ? `in room ${quoted(rooms)}` : `in any of the rooms ${quoted(rooms)}`
    if (members === undefined) return `${client} was not ${where}.`
    return `${client} was not ${where}; who was, at that moment: ${members.length === 0 ? 'nobody' : list(members)}.`
  },
  leftRoom: (client, room, before) =>
    `${client} had left room “${room}” ${before === undefined ? 'shortly before' : `${before} before`}.`,
  leftWithConnection: (client, room, before) =>
    `${client} was in room “${room}” until its connection ended ${before === undefined ? 'shortly before' : `${before} before`}; with the new one it has not joined.`,
  joinedLater: (client, room, after) =>
    `${client} was not in room “${room}” yet: it joined ${after === undefined ? 'only afterwards' : `${after} later`}.`,
  roomNotText: (client, room) =>
    `The call names its room by ${room}, which is no text: ${client} is in no such room.`,
  otherSocket: (owner) =>
    owner === undefined
      ? 'The call was for one socket alone, and no client had it at that moment.'
      : `The call was for one socket alone, and that is ${owner}’s.`,
  socketElsewhere: (owner, namespace) =>
    `The call was for one socket alone, ${owner}’s in namespace ${namespace}: where this was sent, nobody has that id.`,
  noneOfSockets: (client, sockets) =>
    `The call was for none of the ${sockets} sockets that ${client} has there: they were left out for different reasons.`,
  answeredBefore: () =>
    'This was answered before, and only the first answer is sent: the second one went nowhere.',
  otherNamespace: (who, own, namespace) =>
    own.length === 0
      ? `${subject(who)} has no connection in namespace ${namespace}.`
      : who === undefined
        ? `The server has no socket of this client in namespace ${namespace}: it is connected to ${list(own)} only.`
        : `${who} is connected to ${list(own)}, but not to namespace ${namespace}, where this was sent.`,
  otherServer: (client) =>
    `${client} is connected to another Socket.IO server of this program, not to the one that sent this.`,
  notConnected: (client, since, until) => {
    if (since === undefined) {
      return until === undefined
        ? `${client} was not connected at that moment.`
        : `${client} was not connected yet: it came ${until} later.`
    }
    const gone = `${client} was not connected: it had gone ${since} before`
    return until === undefined ? `${gone}.` : `${gone} and was back ${until} after.`
  },
  volatile: (client) =>
    `The event is volatile, and ${client}’s connection was not ready at that moment: it was given up.`,
  volatileUnseen: (client) =>
    `The event is volatile: it went to ${client} at once, or it was given up. Which of the two cannot be seen until something else happens.`,
  cut: (client) => `The server sent it, but ${client}’s connection ended before it arrived.`,
  neverCrossed: (client) => `The server says that it sent it to ${client}, but it never crossed the wire.`,
  threw: (message) => `The call itself failed: ${message}`,
  unknown: {
    'dropped-events': (who) =>
      `What became of it at ${reached(who)} cannot be known: a part of the trace is missing.`,
    'server-inside': (who) =>
      who === undefined
        ? 'What the server did with it cannot be known: nothing reliable is reported from its inside.'
        : `Whether it was for ${who} cannot be known: nothing reliable is reported from inside the server.`,
    'server-busy': () =>
      'The server has not told what became of it: its code has been busy since then, and nothing else happens while it is.',
    'not-yet': (who) =>
      who === undefined
        ? 'The server has not told yet what became of it.'
        : `Nothing of it has reached ${who} so far; it may still come.`,
    unreadable: (who) =>
      `What the server calls this crossed to ${reached(who)}, but it cannot be read: the program writes its packets in a form of its own.`,
  },
}
