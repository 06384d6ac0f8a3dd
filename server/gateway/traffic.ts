/** What of one session is under way: bounded in number, and ended all at once. */
import { HeldBytes } from './held-bytes.ts'
import { Journal } from './tap/journal.ts'
import { LinkTable } from './tap/link-table.ts'
import type { GatewayTarget } from './target.ts'

/** Messages of the greatest size whose beginnings may wait at once. */
const heldMessages = 8

export class Traffic {
  readonly target: GatewayTarget
  readonly journal: Journal
  readonly links: LinkTable
  readonly held: HeldBytes
  #cuts = new Set<() => void>()

  constructor(target: GatewayTarget) {
    this.target = target
    this.journal = new Journal(target)
    this.links = new LinkTable(this.journal, target)
    this.held = new HeldBytes(target.limits.frameBytes * heldMessages)
  }

  /**
   * Counts a connection.
   * @param cut ends it at once
   * @returns what says that it has ended; undefined when the session has all it may have
   */
  begin(cut: () => void): (() => void) | undefined {
    if (this.#cuts.size >= this.target.limits.connections) return undefined
    this.#cuts.add(cut)
    return () => this.#cuts.delete(cut)
  }

  /** The run ended: its links with it, whatever the sockets say later. */
  endRun(): void {
    this.#end('run-ended')
  }

  /** The session ended. */
  close(): void {
    this.#end('cut')
  }

  #end(reason: 'run-ended' | 'cut'): void {
    this.links.closeAll(reason)
    for (const cut of this.#cuts) cut()
  }
}
