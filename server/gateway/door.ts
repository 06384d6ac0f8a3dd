/** A plain port on 127.0.0.1 that is one client of one session: for programs that do not speak pane addresses. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { FaultReporter } from '../fault-reporter.ts'
import { admit, admitUpgrade } from './admission.ts'
import { exchangeOf, forwardRequest, guard, type Exchange } from './exchange.ts'
import { answerFailure, answerForeignHost, answerNoSession } from './failures.ts'
import { clientServerOptions } from './server-options.ts'
import type { Traffic } from './traffic.ts'
import { doorTranslation } from './translation.ts'
import { forwardUpgrade, responseOn } from './upgrade.ts'

export interface DoorOptions {
  /** The name under which the program appears in the trace. */
  readonly client: string
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port: number
  /** The learner's port behind the door at this moment; undefined when nothing listens. */
  readonly learnerPort: () => number | undefined
}

export interface Door {
  readonly port: number
  /** Ends its connections too. */
  readonly close: () => Promise<void>
}

/** Names of this machine, against a website that lets its own name point here (DNS rebinding). */
const ownHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/

/** @param session the session's traffic, as long as it is registered */
export async function openDoor(
  session: () => Traffic | undefined,
  options: DoorOptions,
  fault: FaultReporter,
): Promise<Door> {
  if (!session()) throw new Error('A door needs a registered session.')
  const server = createServer(clientServerOptions)
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('request', (request, response) => {
    const exchange = doorExchange(session(), options, request, response)
    if (exchange && admit(exchange)) guard(exchange, forwardRequest(exchange), fault)
  })
  server.on('upgrade', (request, duplex, head) => {
    // An HTTP server over TCP hands out its net.Socket.
    const socket = duplex as Socket
    socket.on('error', () => socket.destroy())
    const response = responseOn(request, socket)
    const exchange = response && doorExchange(session(), options, request, response)
    if (exchange && admitUpgrade(exchange)) guard(exchange, forwardUpgrade(exchange, socket, head), fault)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    // A TCP server's address is an object; a string stands for a pipe.
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function doorExchange(
  traffic: Traffic | undefined,
  { client, learnerPort }: DoorOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Exchange | undefined {
  const { host } = request.headers
  if (host === undefined || !ownHost.test(host)) {
    answerForeignHost(response)
    return undefined
  }
  if (!traffic) {
    answerNoSession(response)
    return undefined
  }
  const port = learnerPort()
  if (port === undefined) {
    const forPerson = request.headers.accept?.includes('text/html') === true
    answerFailure(response, { failure: 'nothing-listens', port: undefined, headers: [], forPerson })
    return undefined
  }
  return exchangeOf(
    traffic,
    { translation: doorTranslation(client, port, host), pane: undefined },
    request,
    response,
  )
}
