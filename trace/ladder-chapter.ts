/** Decides which packet of control traffic continues a chapter of the ladder and which begins one. */
import type { LadderArrow, LadderChapter, LadderItem, LadderMark, Phase } from './ladder-item.ts'

/** A member continues its client's chapter when it comes at most this long after the one before, microseconds. */
const joinWithinUs = 2_000_000

type Member = LadderArrow | LadderMark
type GrowingChapter = LadderChapter & { readonly clients: string[]; readonly members: Member[] }

/** What a phase brings to an end: a closed connection's handshake is over, and a new one has not been closed. */
const ends: Readonly<Record<Phase, readonly Phase[]>> = {
  page: [],
  handshake: ['close'],
  upgrade: [],
  heartbeat: [],
  close: ['handshake', 'upgrade', 'page'],
}

export class ChapterBook {
  /** Chapters that may still grow, by client. */
  readonly #growing = new Map<string, Map<Phase, GrowingChapter>>()
  /** The newest row, while it is a chapter of heartbeats: those of all clients share it. */
  #heartbeat: GrowingChapter | undefined

  /** Adds a member; returns the chapter when this began one, for it is a new row. */
  join(phase: Phase, client: string, member: Member): LadderChapter | undefined {
    const chapter = phase === 'heartbeat' ? this.#heartbeat : this.#ofClient(phase, client, member.at)
    if (chapter !== undefined) {
      chapter.members.push(member)
      if (!chapter.clients.includes(client)) chapter.clients.push(client)
      return undefined
    }
    const begun: GrowingChapter = {
      type: 'chapter',
      seq: member.seq,
      at: member.at,
      phase,
      clients: [client],
      members: [member],
    }
    if (phase === 'heartbeat') this.#heartbeat = begun
    else this.#remember(phase, client, begun)
    return begun
  }

  /** To be told of every new row. */
  noteRow(item: LadderItem): void {
    if (item !== this.#heartbeat) this.#heartbeat = undefined
  }

  /** Nothing joins a chapter from before any more. */
  close(): void {
    this.#growing.clear()
    this.#heartbeat = undefined
  }

  #ofClient(phase: Phase, client: string, at: number): GrowingChapter | undefined {
    const chapters = this.#growing.get(client)
    for (const ended of ends[phase]) chapters?.delete(ended)
    const chapter = chapters?.get(phase)
    const last = chapter?.members.at(-1)
    return last !== undefined && at - last.at <= joinWithinUs ? chapter : undefined
  }

  #remember(phase: Phase, client: string, chapter: GrowingChapter): void {
    const chapters = this.#growing.get(client) ?? new Map<Phase, GrowingChapter>()
    chapters.set(phase, chapter)
    this.#growing.set(client, chapters)
  }
}
