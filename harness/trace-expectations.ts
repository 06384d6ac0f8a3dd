/** What a check expects of the wire, judged by the gateway's frames alone, and of the console. */
import { serverParticipant } from '../protocol/trace-constants.ts'
import type { Direction, TraceEventOf } from '../protocol/trace.ts'
import { ExpectationError, type CheckFailureDetail, type SeenEvent } from './check-failure.ts'
import type { CheckClient } from './check-client.ts'
import { describePattern, matches } from './pattern.ts'
import { connectMs, type TraceWatch } from './trace-watch.ts'
import { previewOf } from './value-preview.ts'
import type { Crossed } from './wire-view.ts'

export interface DeliveryExpectation {
  readonly to: readonly CheckClient[]
  /** Each argument as {@link matches} compares it; any will do when absent. */
  readonly args?: readonly unknown[]
  /** How often it must come to each client, no more and no less; at least once when absent. */
  readonly times?: number
  readonly namespace?: string
}

export class TraceExpectations {
  readonly #watch: TraceWatch

  constructor(watch: TraceWatch) {
    this.#watch = watch
  }

  /** Everyone in `to` is sent the event. Gives what crossed, one for each client in their order: the first that fits. */
  async delivered(event: string, expected: DeliveryExpectation): Promise<readonly Crossed[]> {
    const first: Crossed[] = []
    for (const client of expected.to) {
      const find = () => this.#crossed('down', client, event, expected)
      const found = await this.#watch.until(() =>
        find().length >= (expected.times ?? 1) ? find() : undefined,
      )
      const [one] = found ?? []
      if (one === undefined) throw this.#missing(client, event, expected, find())
      first.push(one)
    }
    if (expected.times !== undefined) await this.#exactly(event, expected, expected.times)
    return first
  }

  /** Nobody in `to` is sent the event, with these arguments, also not after a while. */
  async notDelivered(event: string, expected: Omit<DeliveryExpectation, 'times'>): Promise<void> {
    await this.#watch.quiet()
    for (const client of expected.to) {
      const found = this.#crossed('down', client, event, expected)
      if (found.length > 0) {
        throw this.#failure(
          { code: 'delivered', ...this.#about('down', client, event, expected.args) },
          found,
        )
      }
    }
  }

  /** The client sends the event (a page does when its own code does). */
  async sent(
    event: string,
    expected: { readonly from: CheckClient; readonly args?: readonly unknown[] },
  ): Promise<Crossed> {
    const { from, args } = expected
    const find = () => this.#crossed('up', from, event, { args })
    const found = await this.#watch.until(() => find()[0])
    if (found === undefined)
      throw this.#failure({ code: 'not-sent', ...this.#about('up', from, event, args) }, [])
    return found
  }

  /** The server's console shows the text in one of its lines. */
  async logged(text: string | RegExp): Promise<void> {
    const lines = () => this.#watch.view.consoleLines.filter((line) => line.participant === serverParticipant)
    const said = (line: { parts: readonly string[] }) => line.parts.join(' ')
    const fits = (line: string) => (typeof text === 'string' ? line.includes(text) : text.test(line))
    const found = await this.#watch.until(() => lines().find((line) => fits(said(line))))
    if (found !== undefined) return
    throw this.#failure({ code: 'not-logged', text: String(text), seen: lines().map(said) }, lines())
  }

  /**
   * The client asks for a path over plain HTTP. Query and what follows it do not count.
   * @param expected `or`: paths that will do as well
   */
  async requested(
    path: string,
    expected: { readonly from: CheckClient; readonly times?: number; readonly or?: RegExp },
  ): Promise<void> {
    const { from, times = 1, or } = expected
    const fits = (asked: string) => asked === path || (or?.test(asked) ?? false)
    const find = () => this.#requests(from).filter((each) => each.status < 400 && fits(pathOf(each)))
    const found = await this.#watch.until(() => (find().length >= times ? true : undefined))
    if (found) return
    const asked = this.#requests(from)
    const seen = asked.map(requestLine)
    throw this.#failure({ code: 'not-requested', client: from.name, path, times, seen }, asked)
  }

  /**
   * The client does not ask for the path, whatever the answer, also not after a while.
   * @param expected `after`: the `seq` of an event before which it was free to ask; `forMs`: how long a while, for a
   * client that asks by the clock
   */
  async notRequested(
    path: string,
    expected: { readonly from: CheckClient; readonly after?: number; readonly forMs?: number },
  ): Promise<void> {
    const { from, after = 0, forMs = 0 } = expected
    const find = () => this.#requests(from).filter((each) => each.seq > after && pathOf(each) === path)
    await this.#watch.quiet()
    const asked = await this.#watch.until(() => (find().length > 0 ? find() : undefined), forMs)
    if (asked === undefined) return
    throw this.#failure({ code: 'requested', client: from.name, path, seen: asked.map(requestLine) }, asked)
  }

  /** Two values that the check found are as they must be: see {@link matches}. */
  equal(seen: unknown, expected: unknown, evidence: readonly SeenEvent[] = []): void {
    if (matches(expected, seen)) return
    throw this.#failure(
      { code: 'not-equal', expected: describePattern(expected), seen: previewOf(seen) },
      evidence,
    )
  }

  /** Waits until the server had time for all that it will do. */
  async settled(): Promise<void> {
    await this.#watch.quiet()
  }

  /** The client has a connection, as the wire shows it: a page makes it by itself. */
  async connected(client: CheckClient): Promise<void> {
    const there = await this.#watch.until(
      () => (this.#watch.view.isConnected(client.name) ? true : undefined),
      connectMs,
    )
    if (!there) throw this.#failure({ code: 'not-connected', client: client.name, detail: '' }, [])
  }

  /** The client's connection is over, as the wire shows it. `withinMs` for those who wait for a ping timeout. */
  async disconnected(client: CheckClient, withinMs?: number): Promise<void> {
    const gone = await this.#watch.until(
      () => (this.#watch.view.hasLeft(client.name) ? true : undefined),
      withinMs,
    )
    if (!gone) throw this.#failure({ code: 'still-connected', client: client.name }, [])
  }

  async #exactly(event: string, expected: DeliveryExpectation, times: number): Promise<void> {
    await this.#watch.quiet()
    for (const client of expected.to) {
      const found = this.#crossed('down', client, event, expected)
      if (found.length === times) continue
      const about = this.#about('down', client, event, expected.args)
      throw this.#failure({ code: 'delivered-times', ...about, times, seenTimes: found.length }, found)
    }
  }

  /** Told as "not so often" where it came at all: "it did not come" would stand above what came. */
  #missing(
    client: CheckClient,
    event: string,
    { args, times = 1 }: DeliveryExpectation,
    found: readonly Crossed[],
  ): ExpectationError {
    const about = this.#about('down', client, event, args)
    if (found.length === 0) return this.#failure({ code: 'not-delivered', ...about }, found)
    return this.#failure({ code: 'delivered-times', ...about, times, seenTimes: found.length }, found)
  }

  #requests(from: CheckClient): readonly TraceEventOf<'http'>[] {
    return this.#watch.view.requests.filter(({ client }) => client === from.name)
  }

  #crossed(
    direction: Direction,
    client: CheckClient,
    event: string,
    {
      args,
      namespace = '/',
    }: { readonly args?: readonly unknown[] | undefined; readonly namespace?: string },
  ): Crossed[] {
    return this.#watch.view.crossed.filter(
      (each) =>
        each.direction === direction &&
        each.client === client.name &&
        each.event === event &&
        each.namespace === namespace &&
        (args === undefined || matches(args, each.values)),
    )
  }

  #about(direction: Direction, client: CheckClient, event: string, args: readonly unknown[] | undefined) {
    const seen = this.#watch.view.crossed
      .filter((each) => each.direction === direction && each.client === client.name)
      .map(({ seq, event: name, args: text }) => ({ seq, event: name, args: text }))
    return {
      client: client.name,
      event,
      seen,
      ...(args === undefined ? {} : { args: args.map(describePattern).join(', ') }),
    }
  }

  #failure(detail: CheckFailureDetail, evidence: readonly { readonly seq: number }[]): ExpectationError {
    return new ExpectationError({ ...detail, evidence: evidence.map(({ seq }) => seq) })
  }
}

function pathOf(request: TraceEventOf<'http'>): string {
  return request.path.split('?', 1)[0] ?? ''
}

function requestLine({ method, path, status }: TraceEventOf<'http'>): string {
  return `${method} ${path} ${status}`
}
