import type { StateStrings } from './inspector-state.ts'

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const stateEnglish: StateStrings = {
  now: { live: 'Now', file: 'At the end of the trace' },
  at: (time) => `At ${time} s`,
  backToNow: { live: 'Back to now', file: 'To the end of the trace' },
  sockets: 'Sockets',
  rooms: 'Rooms',
  handlers: 'listens for',
  unheard: 'arrived, but nobody listens for',
  auth: 'auth',
  namespace: 'namespace',
  gone: (count) => `Gone in this run (newest ${count})`,
  ownRooms: (count) =>
    `${plural(count, 'own room', 'own rooms')}: each socket is alone in the room of its id`,
  ownRoom: 'its own id',
  members: (count) => plural(count, 'socket', 'sockets'),
  times: (count) => `×${count}`,
  unknownClient: 'unknown client',
  notConnected: 'not connected',
  notText: 'not a text',
  server: (number) => `server ${number}`,
  showConnect: (who, namespace, id) => `${who}, ${namespace}, ${id}: go to where it connected`,
  copyId: (id) => `Copy the id ${id}`,
  copied: 'copied',
  noTransport: 'connection closed',
  connectedFor: (time) => `for ${time}`,
  connectedAt: (time) => `connected at ${time} s`,
  recovered: 'recovered',
  unconfirmed: 'claimed',
  unconfirmedWhy: 'Only the program says so: no CONNECT packet with this id has crossed the wire.',
  untold: 'seen on the wire',
  untoldWhy: 'Its CONNECT packet crossed the wire, but the server’s inside has said nothing of it.',
  late: 'added late',
  cut: 'more was left out',
  goneOnWire: 'connection closed',
  unplugged: 'unplugged',
  latency: (ms) => `latency ${ms} ms`,
  stalled: 'held back',
  pollingOnly: 'polling only',
  noRooms: 'No rooms yet. A socket enters one with socket.join().',
  more: (count) => `${count} more`,
  fewer: 'Fewer',
  blocked: 'The server’s code is busy, its event loop does not turn: nothing changes here until it does.',
  lost: (count) =>
    `${plural(count, 'report was', 'reports were')} dropped because there were too many: something may be missing here.`,
  partial: 'The beginning of this run is no longer kept: something may be missing here.',
  unlisted: (count) => `${plural(count, 'entry', 'entries')} beyond what is kept.`,
  empty: {
    before: {
      what: 'The server’s sockets will appear here, with their rooms and data.',
      how: 'Press Run: the clients connect by themselves.',
    },
    starting: {
      what: 'The server is starting. Its sockets will appear here.',
      how: 'Clients connect as soon as it listens on a port.',
    },
    nobody: {
      what: 'The server is running, and no socket is connected.',
      how: 'A page connects with io(). A server without Socket.IO has no sockets and no rooms.',
    },
    ended: {
      what: 'The run has ended, and its sockets and rooms with it.',
      how: 'Select a packet to see what was there at that moment, or press Run.',
    },
  },
}
