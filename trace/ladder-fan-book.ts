/** Which fan of a ladder has which frames. */
import { carries, type GrowingFan } from './ladder-fan.ts'
import type { LadderArrow, LadderFan } from './ladder-item.ts'

export class FanBook {
  /** By the `seq` of its emit and of each of its frames. */
  readonly #fans = new Map<number, GrowingFan>()

  add(fan: GrowingFan): void {
    this.#fans.set(fan.seq, fan)
  }

  of(seq: number): LadderFan | undefined {
    return this.#fans.get(seq)
  }

  /**
   * Puts the arrow of a frame on the fan of this emit. False when there is no such fan, or when the frame is not what
   * the call sent, so that it stands by itself.
   * @param header `seq` of the first frame of the packet, for the frames of its attachments
   */
  take(emit: number, arrow: LadderArrow, header: number | undefined): boolean {
    const fan = this.#fans.get(emit)
    if (fan?.seq !== emit) return false
    // Sent again to a socket that was away during the call: it comes later than the fan, and is a row where it comes.
    if (fan.skipped.some(({ client, reason }) => client === arrow.client && reason?.why === 'not-connected'))
      return false
    if (carries(fan, arrow)) {
      // In order of the wire, also where it became known later what a frame carried.
      const place = fan.arrows.findLastIndex(({ seq }) => seq < arrow.seq) + 1
      fan.arrows.splice(place, 0, arrow)
    } else if (arrow.shape === 'binary' && header !== undefined && this.#fans.get(header) === fan) {
      fan.attachments.push(arrow.seq)
    } else return false
    this.#fans.set(arrow.seq, fan)
    return true
  }

  forget(fan: LadderFan): void {
    for (const seq of [fan.seq, ...fan.arrows.map((arrow) => arrow.seq), ...fan.attachments])
      this.#fans.delete(seq)
  }
}
