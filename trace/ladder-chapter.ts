/** Decides which packet of control traffic continues a chapter of the ladder and which begins one. */
import type { LadderArrow, LadderChapter, LadderItem, LadderMark, Phase } from './ladder-item.ts'

/** A member continues its client's chapter when it comes at most this long after the one before, microseconds. */
const joinWithinUs = 2_000_000

type Member = LadderArrow | LadderMark
type GrowingChapter = LadderChapter & {
  readonly phases: Phase[]
  readonly clients: string[]
  readonly members: Member[]
}

/** Phases that share a chapter: what opens a connection is one story. */
type Story = 'opening' | 'heartbeat' | 'closing'

const storyOf: Readonly<Record<Phase, Story>> = {
  page: 'opening',
  handshake: 'opening',
  upgrade: 'opening',
  heartbeat: 'heartbeat',
  close: 'closing',
}

export class ChapterBook {
  /** The chapter of each client that may still grow: a connection that closes is open no more. */
  readonly #growing = new Map<string, { readonly story: Story; readonly chapter: GrowingChapter }>()
  /** The newest row, while it is a chapter of heartbeats: those of all clients share it. */
  #heartbeat: GrowingChapter | undefined

  /** Adds a member; returns the chapter when this began one, for it is a new row. */
  join(phase: Phase, client: string, member: Member): LadderChapter | undefined {
    const story = storyOf[phase]
    const chapter = story === 'heartbeat' ? this.#heartbeat : this.#ofClient(story, client, member.at)
    if (chapter !== undefined) {
      chapter.members.push(member)
      if (!chapter.clients.includes(client)) chapter.clients.push(client)
      if (!chapter.phases.includes(phase)) chapter.phases.push(phase)
      return undefined
    }
    const begun: GrowingChapter = {
      type: 'chapter',
      seq: member.seq,
      at: member.at,
      phases: [phase],
      clients: [client],
      members: [member],
    }
    if (story === 'heartbeat') this.#heartbeat = begun
    else this.#growing.set(client, { story, chapter: begun })
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

  #ofClient(story: Story, client: string, at: number): GrowingChapter | undefined {
    const growing = this.#growing.get(client)
    if (growing?.story !== story) return undefined
    const last = growing.chapter.members.at(-1)
    return last !== undefined && at - last.at <= joinWithinUs ? growing.chapter : undefined
  }
}
