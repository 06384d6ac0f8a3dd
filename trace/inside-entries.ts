/** What the join of the inside (`inside-join.ts`) keeps of a trace: what passed by each link, and what each run's process claimed. */
import type { Cause } from '../protocol/instrument.ts'
import type { PaneCause } from '../protocol/pane-handlers.ts'
import type { Direction } from '../protocol/trace.ts'
import { NumberedList } from './numbered.ts'

export interface FrameEntry {
  readonly type: 'frame'
  readonly seq: number
  readonly n: number
  readonly link: LinkEntry
  readonly direction: Direction
}

export interface LinkEntry {
  readonly run: RunEntry
  readonly client: string
  readonly frames: Readonly<Record<Direction, NumberedList<FrameEntry>>>
  sid: string | undefined
  open: boolean
}

export interface EmitEntry {
  seq: number | undefined
  deliveries: DeliveryEntry[]
}

export interface DeliveryEntry {
  readonly type: 'delivery'
  readonly seq: number
  readonly run: RunEntry
  readonly engine: string
  readonly socket: string
  readonly emit: number
  readonly n: number
  packets: number
}

/** An event that came of a packet that the server received. */
export interface EffectEntry {
  readonly type: 'effect'
  readonly seq: number
  readonly kind: 'emit' | 'listener' | 'other'
  readonly run: RunEntry
  readonly cause: Cause | undefined
  /** The number of an emit. */
  readonly emit: number | undefined
}

/** An event that came of a packet that a client received, as its page says. */
export interface HeardEntry {
  readonly type: 'heard'
  readonly seq: number
  readonly run: RunEntry
  readonly client: string
  readonly cause: PaneCause
}

/** What was claimed of one Engine.IO session. */
export interface SessionEntry {
  readonly deliveries: NumberedList<DeliveryEntry>
  /** By the number of the received packet. */
  readonly effects: Map<number, EffectEntry[]>
  /** By the number of the packet that the client received. Each of these clients claims it to be its own. */
  readonly heard: Map<number, HeardEntry[]>
}

/** Numbers of emits and ids of Engine.IO belong to one process. */
export class RunEntry {
  readonly emits = new Map<number, EmitEntry>()
  readonly sessions = new Map<string, SessionEntry>()
  /** By sid; null where two connections have the same, so that nothing can be said of either. */
  readonly links = new Map<string, LinkEntry | null>()
}

export type Entry = FrameEntry | DeliveryEntry | EffectEntry | HeardEntry | { readonly type: 'link' }

export function nameLink(link: LinkEntry, sid: string | undefined): void {
  if (sid === undefined) return
  link.sid = sid
  const { links } = link.run
  const known = links.get(sid)
  links.set(sid, known === undefined || known === link ? link : null)
}

/** What was claimed of the session that this frame belongs to. */
export function sessionOf({ link }: FrameEntry): SessionEntry | undefined {
  const { sid, run } = link
  return sid !== undefined && run.links.get(sid) === link ? run.sessions.get(sid) : undefined
}

export function framesOf({ run, engine, n, packets }: DeliveryEntry): readonly number[] {
  const frames = run.links.get(engine)?.frames.down.within(n, packets) ?? []
  return frames.map(({ seq }) => seq)
}

export function sessionEntry(run: RunEntry, engine: string): SessionEntry {
  const known = run.sessions.get(engine)
  if (known !== undefined) return known
  const session: SessionEntry = { deliveries: new NumberedList(), effects: new Map(), heard: new Map() }
  run.sessions.set(engine, session)
  return session
}

export function emitEntry(run: RunEntry, id: number): EmitEntry {
  const known = run.emits.get(id)
  if (known !== undefined) return known
  const emit: EmitEntry = { seq: undefined, deliveries: [] }
  run.emits.set(id, emit)
  return emit
}

export function trimRun(run: RunEntry, seq: number): void {
  const isKept = (entry: { readonly seq: number }) => entry.seq >= seq
  for (const [id, emit] of run.emits) {
    if (emit.seq !== undefined && emit.seq < seq) emit.seq = undefined
    emit.deliveries = emit.deliveries.filter(isKept)
    if (emit.seq === undefined && emit.deliveries.length === 0) run.emits.delete(id)
  }
  for (const [engine, { deliveries, effects, heard }] of run.sessions) {
    deliveries.keep(isKept)
    trimLists(effects, seq)
    trimLists(heard, seq)
    if (deliveries.size + effects.size + heard.size === 0) run.sessions.delete(engine)
  }
}

function trimLists<Item extends { readonly seq: number }>(lists: Map<number, Item[]>, seq: number): void {
  for (const [n, list] of lists) {
    const kept = list.filter((entry) => entry.seq >= seq)
    if (kept.length > 0) lists.set(n, kept)
    else lists.delete(n)
  }
}

/** Adds to the list of a number. */
export function listed<Item>(lists: Map<number, Item[]>, n: number, item: Item): void {
  const known = lists.get(n)
  if (known === undefined) lists.set(n, [item])
  else known.push(item)
}
