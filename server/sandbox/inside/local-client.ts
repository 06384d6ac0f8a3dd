/** What a connection through the door looks like to the program: a client of its own machine. */

export interface Endpoint {
  readonly address: string
  readonly family: 'IPv4' | 'IPv6'
  readonly port: number
}

/** Where systems take the ports of clients from. */
const firstPort = 49_152
const lastPort = 65_535

let remotePort = lastPort

/** Both ends of a new connection to `port`. */
export function localClient(port: number): { local: Endpoint; remote: Endpoint } {
  remotePort = remotePort === lastPort ? firstPort : remotePort + 1
  const end = { address: '127.0.0.1', family: 'IPv4' } as const
  return { local: { ...end, port }, remote: { ...end, port: remotePort } }
}
