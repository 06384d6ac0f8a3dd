/**
 * The language of a lesson's checks. A check is one sentence (in `lesson.ts`, by its id) and expectations of behaviour:
 * what crossed the wire, what a page shows, what the console says. Never of the source's text.
 */
import type { PageClient } from './page-client.ts'
import type { PlainClient } from './plain-client.ts'
import type { TraceExpectations } from './trace-expectations.ts'

interface Definition<Kind, Client> {
  readonly id: string
  readonly kind: Kind
  /** The clients that are there, in the order in which they come. */
  readonly clients: readonly string[]
  readonly run: (clients: Readonly<Record<string, Client>>, trace: TraceExpectations) => Promise<void>
}

export type Check = Definition<'plain', PlainClient> | Definition<'page', PageClient>

type ByName<Names extends readonly string[], Client> = { readonly [Name in Names[number]]: Client }

/**
 * A check with bare Socket.IO clients, each of which is connected when it begins.
 * @param id the task's, in `lesson.ts`
 * @param names who is there, in the order in which they connect
 */
export function check<const Names extends readonly string[]>(
  id: string,
  names: Names,
  run: (clients: ByName<Names, PlainClient>, trace: TraceExpectations) => Promise<void>,
): Check {
  // The runner gives a client for each name.
  return {
    id,
    kind: 'plain',
    clients: names,
    run: (clients, trace) => run(clients as ByName<Names, PlainClient>, trace),
  }
}

/** A check with the learner's own pages in real browsers, each of which has loaded when it begins. */
export function pageCheck<const Names extends readonly string[]>(
  id: string,
  names: Names,
  run: (clients: ByName<Names, PageClient>, trace: TraceExpectations) => Promise<void>,
): Check {
  // The runner gives a client for each name.
  return {
    id,
    kind: 'page',
    clients: names,
    run: (clients, trace) => run(clients as ByName<Names, PageClient>, trace),
  }
}
