/** The host's side of the way into a sandbox, whatever leads through it. */
import type { Socket } from 'node:net'
import { NothingListensError } from './isolation.ts'

export interface Door {
  /** A new connection to what listens on the port inside. Rejects with {@link NothingListensError}. */
  connect(port: number): Promise<Socket>
  /** From now on nothing listens behind it. */
  close(): void
}

/** `crowded`: something listens, and has as many connections to accept as its socket holds. */
export type Knock = Socket | 'refused' | 'crowded'

/** How long to wait for a program whose socket is crowded. */
const crowdedMs = 2000
const crowdedRetryMs = 2

/** Knocks until it is let in or refused. Rejects with {@link NothingListensError}. */
export async function knockPatiently(port: number, knock: () => Promise<Knock>): Promise<Socket> {
  const giveUpAt = performance.now() + crowdedMs
  for (;;) {
    const outcome = await knock()
    if (typeof outcome === 'object') return outcome
    if (outcome === 'refused' || performance.now() > giveUpAt) throw new NothingListensError(port)
    await new Promise((resolve) => setTimeout(resolve, crowdedRetryMs))
  }
}
