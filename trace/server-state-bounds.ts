/** Bounds of what is remembered of a server. Its reports can be forged without end; what goes beyond is counted. */

/** Sockets at a time: far more than the panes of a workbench open. */
export const socketsMax = 4096
/** Pairs of a room and a socket in it. */
export const membershipsMax = 65_536
/** Events of one socket of which the handlers are known. */
export const listenedEventsMax = 100
/** Questions without an answer on one connection. */
export const openQuestionsMax = 4096
/** Sockets that went, and questions that were settled, the newest of each. */
export const goneMax = 8
export const settledMax = 50
