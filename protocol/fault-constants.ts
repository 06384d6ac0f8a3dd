/** What the page needs of the faults at run time, without the schemas and their library. */

/** The longest delay that can be asked for, in each direction (milliseconds). */
export const latencyMaxMs = 5_000
