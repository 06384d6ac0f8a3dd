/** Where a ladder's lifelines stand: the same order for as long as the ladder is shown. */
import type { Direction } from '../protocol/trace.ts'
import { serverParticipant } from '../protocol/trace-constants.ts'

export class LadderLanes {
  readonly #order: string[]

  /**
   * The server stands among the clients that are known at first, later ones join at the right: with Ann, Ben and Cat
   * the order is Ann, Ben, server, Cat. Nobody changes places afterwards.
   */
  constructor(clients: readonly string[]) {
    const left = Math.ceil(clients.length / 2)
    this.#order = [...clients.slice(0, left), serverParticipant, ...clients.slice(left)]
  }

  /** Lanes of these participants, from left to right. */
  static inOrder(order: readonly string[]): LadderLanes {
    const lanes = new LadderLanes([])
    lanes.#order.splice(0, lanes.#order.length, ...order)
    return lanes
  }

  /** Participants from left to right. */
  get order(): readonly string[] {
    return this.#order
  }

  /** Gives a participant that is new a place at the right. */
  add(participant: string): void {
    if (!this.#order.includes(participant)) this.#order.push(participant)
  }

  /** The lifeline's place across the ladder, from 0 to 1. */
  place(participant: string): number {
    return (Math.max(0, this.#order.indexOf(participant)) + 0.5) / this.#order.length
  }

  /** Where an arrow starts and ends. */
  arrow(client: string, direction: Direction): { readonly from: number; readonly to: number } {
    const ends = [this.place(client), this.place(serverParticipant)] as const
    return direction === 'up' ? { from: ends[0], to: ends[1] } : { from: ends[1], to: ends[0] }
  }
}
