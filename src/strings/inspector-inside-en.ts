import type { InsideStrings } from './inspector-inside.ts'

const plural = (text: string, count: number, one: string, many: string) =>
  `${text} ${count === 1 ? one : many}`

export const insideEnglish: InsideStrings = {
  call: {
    title: 'The call in your code',
    answer: 'Answer',
    saidBy: { server: 'said by the server itself', pane: 'said by the page itself' },
    threw: 'The call threw:',
    matched: (text, count) =>
      count === 0
        ? 'No connected socket matched at that moment.'
        : `It was for ${plural(text, count, 'connected socket', 'connected sockets')} at that moment.`,
    received: 'Received by',
    pending: (clients) => `Nothing of it has crossed the wire to ${clients} so far.`,
    cause: { handler: 'While handling', scheduled: 'Scheduled while handling' },
    from: (client) => `from ${client}`,
    lost: 'The server said more than could be recorded: calls and handlers may be missing here.',
  },
  handlers: {
    title: 'Handlers that ran',
    none: (event) => `Nobody listens for “${event}” on this socket.`,
    ran: (text, count, event) => `${plural(text, count, 'handler', 'handlers')} for “${event}”.`,
    any: (text, count) => `${plural(text, count, 'onAny listener', 'onAny listeners')} saw it too.`,
    awaited: 'The answer reached the callback that waited for it.',
    tooLate: 'Nobody waited for this answer, or no longer.',
    added: (event, text, count) =>
      count === 1
        ? `A handler for “${event}” was added meanwhile.`
        : `Another handler for “${event}” was added meanwhile: ${plural(text, count, 'handler', 'handlers')} now.`,
    sent: 'What the server sent because of it',
  },
  inside: {
    socket: 'Socket',
    room: 'Room',
    delivery: 'Delivery',
    listener: 'Handlers',
    state: 'Value on the socket',
  },
  evidence: 'What shows it',
  faults: {
    unplug:
      'Without its cable a connection falls silent; neither side is told. Each finds out when a heartbeat is missing.',
    latency: 'Every byte arrives that much later, in each direction.',
    stall: 'What the server sends is held back while the connection stays open, then arrives in a burst.',
    'polling-only':
      'As behind a proxy that does not know WebSocket: upgrades are refused and open WebSockets are cut.',
    drop: 'Open connections were cut once. The client may connect again at once.',
    restart: 'The server was started anew with the same files. What it kept in memory is gone.',
  },
  typed: { input: 'typed in', result: 'result' },
}
