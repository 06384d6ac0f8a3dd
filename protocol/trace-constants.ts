/** What readers of a trace need of its protocol at run time, without the schemas and their library. */

/** Raised when an event changes its shape; files of an older version are migrated on load. */
export const traceVersion = 1

/** The participant that is the learner's server; every other one is a client pane by its name. */
export const serverParticipant = 'server'
