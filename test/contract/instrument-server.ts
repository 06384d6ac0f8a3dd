/** An observed server for one test, and clients that end with it. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Server, ServerOptions } from 'socket.io'
import { Manager, type ManagerOptions, type Socket as ClientSocket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import type { InstrumentReport } from '../../protocol/instrument.ts'
import { observedSocketIo, type ObservedCopy } from './instrument-module.ts'
import { tapManager, type TappedSession } from './instrument-tap.ts'

type ReportOf<Kind extends InstrumentReport['kind']> = Extract<InstrumentReport, { kind: Kind }>

type ClientSettings = [namespace?: string, options?: Partial<ManagerOptions>, auth?: object]

export interface ObservedServer extends ObservedCopy {
  readonly io: Server
  readonly sessions: TappedSession[]
  /** A connected client of a connection of its own. */
  readonly connect: (...settings: ClientSettings) => Promise<ClientSocket>
  /** The same, not connected yet. */
  readonly client: (...settings: ClientSettings) => ClientSocket
  /** All reports of one type until now. */
  readonly reported: <Kind extends InstrumentReport['kind']>(kind: Kind) => ReportOf<Kind>[]
}

/** @param prepare runs before anybody can connect */
export async function observedServer(
  prepare: (io: Server) => void = () => {},
  options: Partial<ServerOptions> = {},
  copy: ObservedCopy = observedSocketIo(),
): Promise<ObservedServer> {
  const http = createServer()
  const io = new copy.module.Server(http, options)
  prepare(io)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  // It listens on a TCP port, so its address is no path.
  const { port } = http.address() as AddressInfo
  const sessions: TappedSession[] = []

  const client: ObservedServer['client'] = (namespace = '/', settings = {}, auth = {}) => {
    const manager = new Manager(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      reconnection: false,
      autoConnect: false,
      ...settings,
    })
    tapManager(manager, sessions)
    const socket = manager.socket(namespace, { auth })
    onTestFinished(() => void socket.disconnect())
    socket.connect()
    return socket
  }
  onTestFinished(async () => {
    await io.close()
  })
  return {
    ...copy,
    io,
    sessions,
    client,
    connect: async (...settings) => {
      const socket = client(...settings)
      await new Promise<void>((resolve) => socket.once('connect', resolve))
      return socket
    },
    reported: (kind) => {
      copy.flush()
      return copy.reports.filter((report): report is ReportOf<typeof kind> => report.kind === kind)
    },
  }
}

/** Resolves with what the client is sent as the next event of this name. */
export function nextEvent(socket: ClientSocket, event: string): Promise<unknown[]> {
  return new Promise((resolve) => socket.once(event, (...args: unknown[]) => resolve(args)))
}
