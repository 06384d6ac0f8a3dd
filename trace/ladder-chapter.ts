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

interface Growing {
  readonly story: Story
  readonly chapter: GrowingChapter
  /** The connection that it is about: none while only the page was asked for. */
  link?: string
}

export class ChapterBook {
  /** The newest chapter of each client: a connection that closes is open no more. */
  readonly #growing = new Map<string, Growing>()
  /** The chapter in which each open connection began: several of one client can be opening at once. */
  readonly #ofLink = new Map<string, Growing>()
  /** The newest row, while it is a chapter of heartbeats: those of all clients share it. */
  #heartbeat: GrowingChapter | undefined
  /** By the `seq` of each of its members. */
  readonly #ofMember = new Map<number, LadderChapter>()

  /** The chapter that folds this event. */
  of(seq: number): LadderChapter | undefined {
    return this.#ofMember.get(seq)
  }

  forget({ members }: LadderChapter): void {
    for (const { seq } of members) this.#ofMember.delete(seq)
  }

  /**
   * Adds a member; returns the chapter when this began one, for it is a new row.
   * @param link the connection that the member belongs to, if it is of one
   */
  join(phase: Phase, client: string, member: Member, link?: string): LadderChapter | undefined {
    const story = storyOf[phase]
    const growing = story === 'heartbeat' ? undefined : this.#continued(story, client, member.at, link)
    const chapter = story === 'heartbeat' ? this.#heartbeat : growing?.chapter
    if (growing !== undefined) this.#note(growing, link)
    if (chapter !== undefined) {
      chapter.members.push(member)
      this.#ofMember.set(member.seq, chapter)
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
    this.#ofMember.set(member.seq, begun)
    if (story === 'heartbeat') this.#heartbeat = begun
    else {
      const next = { story, chapter: begun }
      this.#growing.set(client, next)
      this.#note(next, link)
    }
    return begun
  }

  /** To be told of every new row. */
  noteRow(item: LadderItem): void {
    if (item !== this.#heartbeat) this.#heartbeat = undefined
  }

  /** Nothing joins a chapter from before any more. */
  close(): void {
    this.#growing.clear()
    this.#ofLink.clear()
    this.#heartbeat = undefined
  }

  #note(growing: Growing, link: string | undefined): void {
    if (link === undefined) return
    growing.link = link
    if (growing.story === 'opening') this.#ofLink.set(link, growing)
    else this.#ofLink.delete(link)
  }

  #continued(story: Story, client: string, at: number, link: string | undefined): Growing | undefined {
    const growing = (link === undefined ? undefined : this.#ofLink.get(link)) ?? this.#growing.get(client)
    if (growing?.story !== story) return undefined
    if (link !== undefined && growing.link !== undefined && growing.link !== link) return undefined
    const last = growing.chapter.members.at(-1)
    return last !== undefined && at - last.at <= joinWithinUs ? growing : undefined
  }
}
