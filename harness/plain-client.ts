/** A bare Socket.IO client, as a check uses it. */
import { argumentsSchema } from '../protocol/drive.ts'
import { CheckClient } from './check-client.ts'
import { connectMs, expectationMs } from './trace-watch.ts'

export class PlainClient extends CheckClient {
  #id = ''

  /** Its socket's id in the main namespace; another one after each connection. */
  get id(): string {
    return this.#id
  }

  /** Connects, and waits until the server has welcomed it. */
  override async open(): Promise<void> {
    await super.open()
    this.#id = String(await this.act({ do: 'connect', withinMs: connectMs }))
  }

  /** Emits an event, as the learner's page would. */
  async emit(event: string, ...args: unknown[]): Promise<void> {
    await this.act({ do: 'emit', event, args })
  }

  /** Emits an event and gives the server's answer: the arguments of the acknowledgement. */
  async ask(event: string, ...args: unknown[]): Promise<readonly unknown[]> {
    return argumentsSchema.parse(await this.act({ do: 'ask', event, args, withinMs: expectationMs }))
  }

  /** Says goodbye, as `socket.disconnect()` does. */
  async disconnect(): Promise<void> {
    await this.act({ do: 'disconnect' })
  }
}
