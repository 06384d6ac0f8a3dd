/**
 * The server's end of the control channel over mock-socket: no port, no process, and its clock is the test's. Speaks the
 * few packets that a session needs: Engine.IO protocol 4 (`0` open, `4` message), Socket.IO protocol 5 (`40` connect,
 * `42` event, `43` acknowledgement).
 */
import { Server, type Client } from 'mock-socket'
import { controlPath } from '../../../protocol/control-constants.ts'
import type { OpenRequest } from '../../../protocol/control.ts'

const handshake = {
  sid: 'engine',
  upgrades: [],
  pingInterval: 300_000,
  pingTimeout: 300_000,
  maxPayload: 1e6,
}
const event = /^42(?<id>\d+)(?<payload>\[.*\])$/s

export class MockControlServer {
  static readonly origin = 'http://wirelab.test'
  /** Every `open` that came, in order. */
  readonly opens: OpenRequest[] = []
  /** How an event is answered; undefined leaves it without an answer. */
  answer: (name: string) => unknown = () => undefined
  /** Ids that the page has acknowledged. */
  readonly acknowledged: number[] = []
  connections = 0
  readonly #server: Server
  #client: Client | undefined

  constructor() {
    // mock-socket finds a server by its address without the query.
    this.#server = new Server(`${MockControlServer.origin.replace('http', 'ws')}${controlPath}/`)
    this.#server.on('connection', (client) => {
      this.connections += 1
      this.#client = client
      client.on('message', (data) => {
        if (typeof data === 'string') this.#receive(client, data)
      })
      client.send(`0${JSON.stringify(handshake)}`)
    })
  }

  /** Sends an event to the page that is connected now; with an id it asks for an acknowledgement. */
  emit(name: string, argument: unknown, id?: number): void {
    this.#client?.send(`42${id ?? ''}${JSON.stringify([name, argument])}`)
  }

  /** Sends an acknowledgement by hand: late, or twice. */
  acknowledge(id: number, reply: unknown): void {
    this.#client?.send(`43${id}${JSON.stringify([reply])}`)
  }

  /** Cuts the connection without a closing packet of Socket.IO's, as a lost network would. */
  cut(): void {
    this.#client?.close({ code: 1006, reason: '', wasClean: false })
  }

  stop(): void {
    this.#server.stop()
  }

  #receive(client: Client, data: string): void {
    if (data === '40') client.send('40{"sid":"socket"}')
    const acknowledged = /^43(\d+)\[/.exec(data)?.[1]
    if (acknowledged !== undefined) this.acknowledged.push(Number(acknowledged))
    const { id, payload } = event.exec(data)?.groups ?? {}
    if (id === undefined || payload === undefined) return
    // What the page sends is the subject of these tests: its shape is checked by what they expect.
    const [name, request] = JSON.parse(payload) as [string, OpenRequest]
    if (name === 'open') this.opens.push(request)
    const reply = this.answer(name)
    if (reply !== undefined) this.acknowledge(Number(id), reply)
  }
}
