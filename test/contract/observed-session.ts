/** The whole product with one observed program, ordinary clients at its gateway, and the folds of its trace. */
import { Agent } from 'node:http'
import type { Duplex } from 'node:stream'
import { io, type ManagerOptions, type Socket } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { InsideJoin } from '../../trace/inside-join.ts'
import { PacketsFold } from '../../trace/packets.ts'
import type { TestApp } from '../app.ts'
import { ControlClient } from '../control-client.ts'

/** Browsers know that every name below `localhost` is this machine; a system's resolver may not. */
class LoopbackAgent extends Agent {
  override createConnection(options: object, done: () => void): Duplex | null | undefined {
    return super.createConnection({ ...options, host: '127.0.0.1' }, done)
  }
}

export class ObservedSession {
  readonly control: ControlClient
  readonly #paneOrigin: string

  private constructor(control: ControlClient, paneOrigin: string) {
    this.control = control
    this.#paneOrigin = paneOrigin
  }

  static async open(app: TestApp): Promise<ObservedSession> {
    const control = new ControlClient(app.origin)
    onTestFinished(() => control.close())
    const { paneOrigin } = await control.open()
    return new ObservedSession(control, paneOrigin)
  }

  /** Runs the program until it listens on 8080. */
  async run(text: string, file = 'server.js'): Promise<void> {
    const run = await this.control.run({ [file]: text }, file)
    await this.control.event('run', (event) => event.run === run && event.phase === 'listen')
  }

  /** A client of a connection of its own, connected through the gateway. */
  async client(
    name: string,
    transports: ('polling' | 'websocket')[],
    options: Partial<ManagerOptions> = {},
  ): Promise<Socket> {
    const origin = this.#paneOrigin.replace('{client}', name).replace('{port}', '8080')
    const socket = io(origin, {
      transports,
      forceNew: true,
      reconnection: false,
      // A Node.js agent, in spite of the types; each client has connections of its own.
      agent: new LoopbackAgent() as unknown as string,
      ...options,
    })
    onTestFinished(() => void socket.disconnect())
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    return socket
  }

  of<Kind extends TraceEvent['kind']>(kind: Kind): TraceEventOf<Kind>[] {
    // The comparison narrows `kind`, which TypeScript does not carry over to a generic member.
    return this.control.events.filter((event): event is TraceEventOf<Kind> => event.kind === kind)
  }

  at(seq: number): TraceEvent | undefined {
    return this.control.events.find((event) => event.seq === seq)
  }

  /** Resolves when all that was sent to these clients has crossed, and all that the program said of it is in the trace. */
  async settled(clients: readonly Socket[]): Promise<void> {
    // The program answers `echo`: what went before has crossed. It does not know `settle`: what it said before has come.
    for (const client of clients) await client.emitWithAck('echo')
    for (const client of clients) {
      client.emit('settle')
      await this.control.event(
        'listener',
        (event) => event.phase === 'arrived' && event.event === 'settle' && event.socket === client.id,
      )
    }
  }

  fold(): { join: InsideJoin; packets: PacketsFold } {
    const join = new InsideJoin()
    const packets = new PacketsFold()
    for (const event of this.control.events) {
      join.push(event)
      packets.push(event)
    }
    return { join, packets }
  }
}
