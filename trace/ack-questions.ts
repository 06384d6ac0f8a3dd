/**
 * Packets that asked for an acknowledgement and have none yet. An answer comes on the same link, in the opposite
 * direction, for the same namespace and id. Socket.IO protocol v5, "Acknowledgement".
 */
import type { Direction, TraceEventOf } from '../protocol/trace.ts'
import type { SocketPacket } from './packet.ts'

type Frame = TraceEventOf<'frame'>

interface Question {
  readonly seq: number
  readonly at: number
}

const opposite = (direction: Direction): Direction => (direction === 'up' ? 'down' : 'up')

/** What a question and its answer have in common on their link; `direction` is that of the question. */
export function questionKey(
  direction: Direction,
  { ackId, namespace }: Pick<SocketPacket, 'ackId' | 'namespace'>,
): string {
  return `${direction} ${ackId} ${namespace}`
}

export class AckQuestions {
  /** By link, then by direction, id and namespace. Ids start again with a new connection: the newest comes last. */
  readonly #links = new Map<string, Map<string, Question[]>>()

  ask(frame: Frame, packet: SocketPacket): void {
    let open = this.#links.get(frame.link)
    if (open === undefined) {
      open = new Map()
      this.#links.set(frame.link, open)
    }
    const key = questionKey(frame.direction, packet)
    const question = { seq: frame.seq, at: frame.at }
    const same = open.get(key)
    if (same === undefined) open.set(key, [question])
    else same.push(question)
  }

  /** The question that this ack answers: the most recent one without an answer. It is settled by this. */
  answer(frame: Frame, packet: SocketPacket): Question | undefined {
    const open = this.#links.get(frame.link)
    const key = questionKey(opposite(frame.direction), packet)
    const same = open?.get(key)
    const question = same?.pop()
    if (same?.length === 0) open?.delete(key)
    return question
  }

  /** Nothing comes on this link any more. */
  forget(link: string): void {
    this.#links.delete(link)
  }

  /** Gives up the questions before the event `seq`, of which nobody keeps a row. */
  dropBefore(seq: number): void {
    for (const open of this.#links.values()) {
      for (const [key, same] of open) {
        const kept = same.filter((question) => question.seq >= seq)
        if (kept.length === 0) open.delete(key)
        else open.set(key, kept)
      }
    }
  }
}
