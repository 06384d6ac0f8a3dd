/** What the launcher tells the process inside before anything else, as JSON in its first argument. */

export interface Settings {
  /** What a program may import, with versions. */
  readonly versions: Readonly<Record<string, string>>
  /**
   * Where to listen in place of a TCP port, a Unix socket or a named pipe, with `portMark` for the port's number.
   * Left out where the program has a network of its own.
   */
  readonly listenPlace?: string
  /** Without the instrumentation of Socket.IO: for a bench or a test, to compare. */
  readonly unobserved?: true
}

export const portMark = '{port}'

export function readSettings(): Settings {
  // Written by the launcher, just now.
  return JSON.parse(process.argv[2] ?? '') as Settings
}
