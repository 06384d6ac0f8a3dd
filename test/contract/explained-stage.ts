/** The stage of one explained program: its clients, its network, and what is waited for in its trace. */
import type { Browser } from 'playwright'
import { io, type Socket } from 'socket.io-client'
import type { NetworkFault } from '../../protocol/fault.ts'
import type { TraceEventOf } from '../../protocol/trace.ts'
import type { Door } from '../../server/gateway/door.ts'
import type { Session } from '../../server/session/session.ts'
import type { Stage } from '../fixtures/explained-programs/program.ts'
import type { GatewayWorld } from '../fixtures/gateway/gateway-world.ts'
import { openExplainedPage } from './explained-page.ts'
import { port } from './explained-port.ts'
import { uncrossed } from './explained-settling.ts'
import { eventsOf, watchTrace } from './explained-watch.ts'
import { joinVersion2, refuseVersion2 } from './version-2-client.ts'

/** An event that no program knows. */
const lastEvent = 'curtain'

export interface StageOptions {
  readonly session: Session
  readonly world: GatewayWorld
  readonly browser: Promise<Browser>
}

export interface OpenStage extends Stage {
  /** Resolves when what was sent has crossed, and the trace has what the program said of it. */
  settle(): Promise<void>
  close(): Promise<void>
}

export function openStage({ session, world, browser }: StageOptions): OpenStage {
  const { log } = session
  const watch = watchTrace(log)
  const doors = new Map<string, Promise<Door>>()
  const clients: { readonly name: string; readonly socket: Socket }[] = []
  /** Clients whose cable is out, or whose packets are held back. */
  const cutOff = new Set<string>()
  const closing: (() => unknown)[] = []

  const origin = async (client: string, toPort = port): Promise<string> => {
    const key = `${client} ${toPort}`
    const known = doors.get(key)
    const door = known ?? world.gateway.openDoor(session, { client, port: 0, learnerPort: () => toPort })
    doors.set(key, door)
    return `http://127.0.0.1:${(await door).port}`
  }

  const stage: OpenStage = {
    ...watch,
    async open(name, { namespace = '', port: toPort, ...options } = {}) {
      const socket = io((await origin(name, toPort)) + namespace, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        ...options,
      })
      clients.push({ name, socket })
      return socket
    },
    async join(name, options) {
      const socket = await stage.open(name, options)
      await connected(socket)
      return socket
    },
    refuseVersion2: async (name) => refuseVersion2(await origin(name)),
    async joinVersion2(name) {
      const socket = await joinVersion2(await origin(name))
      closing.push(() => socket.close())
      return socket
    },
    async plainWebSocket(name, path) {
      const socket = new WebSocket((await origin(name)).replace('http', 'ws') + path)
      closing.push(() => socket.close())
      return socket
    },
    async page(name) {
      const client = await openExplainedPage(await browser, name, session, world)
      closing.push(() => client.close())
      return client
    },
    get: async (name, path) => void (await fetch((await origin(name)) + path)),
    fault(fault, client) {
      note(cutOff, fault, client)
      session.disturb(fault, client)
    },
    async settle() {
      const gone = eventsOf(log.events, 'socket').flatMap((one) =>
        one.phase === 'disconnect' ? [one.socket] : [],
      )
      const here = clients.filter(
        ({ name, socket }) => socket.connected && !cutOff.has(name) && !gone.includes(socket.id ?? ''),
      )
      for (const { socket } of here) socket.emit(lastEvent)
      for (const { socket } of here) {
        const arrived = (one: TraceEventOf<'listener'>) =>
          one.phase === 'arrived' && one.event === lastEvent && one.socket === socket.id
        await watch.event('listener', arrived)
      }
      await watch.until('all that was sent', () => uncrossed(log.events, cutOff).length === 0 || undefined)
      log.flush()
    },
    async close() {
      for (const { socket } of clients) socket.disconnect()
      await Promise.all(closing.map((close) => close()))
      for (const door of doors.values()) await (await door).close()
    },
  }
  return stage
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
}

function note(cutOff: Set<string>, fault: NetworkFault, client: string | undefined): void {
  if (client === undefined || (fault.type !== 'unplug' && fault.type !== 'stall')) return
  if (fault.on) cutOff.add(client)
  else cutOff.delete(client)
}
