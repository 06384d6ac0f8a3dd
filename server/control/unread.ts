/** A page that does not read what it is sent, by malice or because its network is gone, must not fill our memory. */
import type { Socket } from 'socket.io'

/** One that reads has a few waiting: the trace goes by batches that are acknowledged, the rest is answers. */
const waitingMessagesMax = 5_000

/** Ends the connection when more wait. */
export function cutWhenUnread(connection: Socket['conn']): void {
  let waiting = 0
  connection.on('flush', () => (waiting = 0))
  connection.on('packetCreate', () => {
    waiting += 1
    // At once: to close in order would wait for the page to read.
    if (waiting > waitingMessagesMax) connection.close(true)
  })
}
