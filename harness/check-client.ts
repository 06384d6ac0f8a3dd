/** A client of a check: what bare clients and pages have in common. */
import { fetchedSchema, type ClientAction, type ClientAnswer, type ClientProblem } from '../protocol/drive.ts'
import { ExpectationError, type CheckFailureDetail } from './check-failure.ts'
import type { ClientKind, DrivenClient, Driver } from './driver.ts'
import { expectationMs } from './trace-watch.ts'

export interface Fetched {
  readonly status: number
  readonly body: string
}

export class CheckClient {
  readonly name: string
  readonly #driver: Driver
  readonly #kind: ClientKind
  readonly #signal: AbortSignal
  #driven: DrivenClient | undefined

  constructor(driver: Driver, name: string, kind: ClientKind, signal: AbortSignal) {
    this.#driver = driver
    this.name = name
    this.#kind = kind
    this.#signal = signal
  }

  /** Comes (again): a page loads, a bare client connects. */
  async open(): Promise<void> {
    await this.close()
    this.#driven = await this.#driver.open(this.name, this.#kind, this.#signal)
  }

  /** As when its tab is closed: without a goodbye. */
  async close(): Promise<void> {
    const driven = this.#driven
    this.#driven = undefined
    await driven?.close()
  }

  /** Pulls its network cable: nothing is said, and nothing comes any more. */
  async unplug(): Promise<void> {
    await this.#driver.fault(this.name, { type: 'unplug', on: true })
  }

  /** Plugs it in again. */
  async plugIn(): Promise<void> {
    await this.#driver.fault(this.name, { type: 'unplug', on: false })
  }

  /** Cuts its connection once, as a network does that stumbles: a page comes back by itself. */
  async drop(): Promise<void> {
    await this.#driver.fault(this.name, { type: 'drop' })
  }

  /** An ordinary HTTP request to the server. A server that leaves it without an answer fails the check. */
  async fetch(path: string): Promise<Fetched> {
    const overdue = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      const failure = { code: 'no-response', client: this.name, path, detail: '', evidence: [] } as const
      overdue.reject(new ExpectationError(failure))
    }, expectationMs)
    try {
      return fetchedSchema.parse(await Promise.race([this.act({ do: 'fetch', path }), overdue.promise]))
    } finally {
      clearTimeout(timer)
    }
  }

  /** What the action gives. A problem fails the check. */
  protected async act(action: ClientAction): Promise<unknown> {
    const answer = await this.try(action)
    if (answer.ok) return answer.value
    throw new ExpectationError({ ...this.#failureOf(action, answer.problem, answer.detail), evidence: [] })
  }

  protected async try(action: ClientAction): Promise<ClientAnswer> {
    this.#signal.throwIfAborted()
    if (this.#driven === undefined) throw new Error(`The check uses ${this.name} while it is closed.`)
    return this.#driven.perform(action, this.#signal)
  }

  #failureOf(action: ClientAction, problem: ClientProblem, detail: string): CheckFailureDetail {
    const client = this.name
    switch (problem) {
      case 'not-connected':
        return { code: 'not-connected', client, detail }
      case 'no-answer':
        return { code: 'no-answer', client, event: 'event' in action ? action.event : '' }
      case 'no-element':
        return { code: 'no-element', client, selector: 'selector' in action ? action.selector : '' }
      case 'no-response':
        return { code: 'no-response', client, path: 'path' in action ? action.path : '', detail }
      case 'no-page':
        return { code: 'no-page', client, detail }
      default:
        return problem satisfies never
    }
  }
}
