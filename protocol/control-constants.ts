/** What a page needs of the control and pane protocols at run time, without the schemas and their library. */

/** Where the control channel's Socket.IO server answers on the site's origin. */
export const controlPath = '/control/socket.io'

/** Reports that the pane sends at most in one message. */
export const paneBatchMax = 200

/** Characters that can be typed into a pane's console at once. */
export const paneInputMax = 10_000
