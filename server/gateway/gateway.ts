/**
 * The one way from clients to learners' servers. Requests for panes come in by the site's own HTTP server, told apart
 * by their Host header; programs that cannot speak such names come in by doors.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { NetworkFault } from '../../protocol/fault.ts'
import { reportFault, type FaultReporter } from '../fault-reporter.ts'
import { parsePaneHost, type PaneDomain } from './address.ts'
import { admit, admitUpgrade } from './admission.ts'
import { openDoor, type Door, type DoorOptions } from './door.ts'
import { exchangeOf, forwardRequest, guard, type Exchange } from './exchange.ts'
import { answerForeignHost, answerNoSession } from './failures.ts'
import { ownPathPrefix } from './script-injection.ts'
import { answerOwnPath } from './own-paths.ts'
import { panePolicy } from './pane-policy.ts'
import type { GatewayTarget } from './target.ts'
import { Traffic } from './traffic.ts'
import { paneTranslation } from './translation.ts'
import { forwardUpgrade, responseOn } from './upgrade.ts'
import type { View } from './view.ts'

export interface GatewayOptions extends PaneDomain {
  /** The origin of the site, which alone may frame panes and hear from them. */
  readonly siteOrigin: string
  /** Hears of faults of our own. */
  readonly fault?: FaultReporter
}

export interface Gateway {
  /** Whether a Host header names a pane; everything else is the site's or foreign. */
  readonly owns: (host: string | undefined) => boolean
  /** Answers a request that is not for the site: with 421 when it is not for a pane either. */
  readonly handleRequest: (request: IncomingMessage, response: ServerResponse) => void
  /** The same for an `upgrade` event of the HTTP server. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Makes a session reachable. Returns what ends that, and every connection with it. */
  readonly register: (target: GatewayTarget) => () => void
  /** The session's run ended: closes its links with that reason, and its connections. */
  readonly endRun: (id: string) => void
  /** Makes a fault on the network of one client, or without a name on that of all, now and later. */
  readonly applyFault: (id: string, fault: NetworkFault, client: string | undefined) => void
  /** A plain port on 127.0.0.1 for one client of a registered session. Rejects when the port is taken. */
  readonly openDoor: (target: GatewayTarget, options: DoorOptions) => Promise<Door>
}

export function createGateway(options: GatewayOptions): Gateway {
  const { fault = reportFault } = options
  const sessions = new Map<string, Traffic>()
  const paneHeaders = [
    'Content-Security-Policy',
    panePolicy(options.siteOrigin, options),
    'Origin-Agent-Cluster',
    '?1',
  ]

  /** Answers itself what is for no session. */
  const paneExchange = (request: IncomingMessage, response: ServerResponse): Exchange | undefined => {
    const address = parsePaneHost(request.headers.host, options.domain)
    if (!address) {
      answerForeignHost(response)
      return undefined
    }
    const traffic = sessions.get(address.session)
    if (!traffic) {
      answerNoSession(response)
      return undefined
    }
    const view: View = { translation: paneTranslation(address, options), pane: { headers: paneHeaders } }
    return exchangeOf(traffic, view, request, response)
  }

  return {
    owns: (host) => parsePaneHost(host, options.domain) !== undefined,
    handleRequest(request, response) {
      const exchange = paneExchange(request, response)
      if (!exchange || !admit(exchange)) return
      if (request.url?.startsWith(ownPathPrefix)) answerOwnPath(exchange, options)
      else guard(exchange, forwardRequest(exchange), fault)
    },
    handleUpgrade(request, duplex, head) {
      // An HTTP server over TCP or TLS hands out its net.Socket.
      const socket = duplex as Socket
      socket.on('error', () => socket.destroy())
      const response = responseOn(request, socket)
      const exchange = response && paneExchange(request, response)
      if (exchange && admitUpgrade(exchange)) guard(exchange, forwardUpgrade(exchange, socket, head), fault)
    },
    register(target) {
      if (sessions.has(target.id)) throw new Error(`The gateway already has a session ${target.id}.`)
      const traffic = new Traffic(target)
      sessions.set(target.id, traffic)
      return () => {
        sessions.delete(target.id)
        traffic.close()
      }
    },
    endRun: (id) => sessions.get(id)?.endRun(),
    applyFault: (id, fault, client) => sessions.get(id)?.applyFault(fault, client),
    openDoor: (target, door) => openDoor(() => sessions.get(target.id), door, fault),
  }
}
