/** Bounds of what the instrumentation reports, without the schemas and their library: `instrument/` runs in small sandboxes. */

/** Characters of a name (event, room, namespace, id) that a report keeps. */
export const nameMax = 200
/** Rooms of one emit that are listed; `roomCount` has the true number. */
export const listedRoomsMax = 50
/** Matched sockets of one emit that are listed; `matched` has the true number. */
export const listedSocketsMax = 100
/** Characters of a value shown as text (`socket.data`, a handshake's auth). */
export const previewMax = 2000
/** Characters of a reason or an error's message. */
export const reasonMax = 500
/** Reports in one message to the host: the largest such batch is shorter than the longest message. */
export const instrumentBatchMax = 50
