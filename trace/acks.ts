/**
 * Questions (packets that ask for an acknowledgement) and what became of each. Question and answer are frames, and so is
 * their time; only how long the server was ready to wait is its own word.
 */
import type { Direction, TraceEventOf } from '../protocol/trace.ts'
import { questionKey } from './ack-questions.ts'
import type { Connections } from './connections.ts'
import type { PacketHeader } from './packet-header.ts'
import { PersistentMap } from './persistent-map.ts'
import { openQuestionsMax, settledMax } from './server-state-bounds.ts'

type Frame = TraceEventOf<'frame'>

export interface AckQuestion {
  /** The packet that asked. */
  readonly seq: number
  readonly at: number
  readonly link: string
  readonly client: string
  /** `down`: the server asked. */
  readonly direction: Direction
  readonly namespace: string
  readonly ackId: number
  /** The number of the message packet, where the server asked. */
  readonly n?: number
  /** How long the server said that it waits. */
  readonly timeoutUs?: number
}

/** `answered`: in time, as far as that is known. `late`: after the time was over. `lost`: the connection ended first. */
export type AckOutcome = 'answered' | 'late' | 'lost'

export interface SettledAck extends AckQuestion {
  readonly outcome: AckOutcome
  /** The packet that answered, or the end of the connection. */
  readonly settledSeq: number
  /** From the question to what settled it. */
  readonly latencyUs: number
}

type OpenQuestions = PersistentMap<readonly AckQuestion[]>

export interface Acks {
  /** By link, then by what the answer will say. */
  readonly open: PersistentMap<OpenQuestions>
  /** The newest, newest first. */
  readonly settled: readonly SettledAck[]
  readonly counts: Readonly<Record<AckOutcome, number>>
  /** Emits that wait a limited time, by their id: milliseconds. */
  readonly patient: PersistentMap<number>
  /** The same, by the message packet that carries the question. */
  readonly expected: PersistentMap<number>
}

export const noAcks: Acks = {
  open: PersistentMap.empty(),
  settled: [],
  counts: { answered: 0, late: 0, lost: 0 },
  patient: PersistentMap.empty(),
  expected: PersistentMap.empty(),
}

const usPerMs = 1000

/** Questions without an answer, in order of asking. */
export function openQuestions({ open }: Acks): readonly AckQuestion[] {
  const questions = open.values().flatMap((link) => link.values().flat())
  return questions.sort((a, b) => a.seq - b.seq)
}

/** Whether the time was over at that moment, microseconds of the session. */
export function isTimedOut({ at, timeoutUs }: AckQuestion, nowUs: number): boolean {
  return timeoutUs !== undefined && nowUs > at + timeoutUs
}

/** After a frame that carries this Socket.IO packet. */
export function afterPacket(
  state: Acks,
  frame: Frame,
  { type, namespace, ackId }: PacketHeader,
  connections: Connections,
): Acks {
  if (ackId === undefined) return state
  const packet = { namespace, ackId }
  switch (type) {
    case 'event':
    case 'binary_event':
      return asked(state, frame, packet, connections)
    case 'ack':
    case 'binary_ack':
      return answered(state, frame, packet)
    case 'connect':
    case 'disconnect':
    case 'connect_error':
      return state
    default:
      return type satisfies never
  }
}

/** After the server's inside told of a call that waits for an answer only so long. */
export function afterEmit(state: Acks, { id, ack, flags }: TraceEventOf<'emit'>): Acks {
  if (ack === undefined || flags.timeout === undefined) return state
  if (state.patient.size >= openQuestionsMax) return state
  return { ...state, patient: state.patient.with(String(id), flags.timeout) }
}

/** After such a call was handed to a connection: its question is that message packet, which may have crossed already. */
export function afterDelivery(
  state: Acks,
  { emit, engine, n }: TraceEventOf<'delivery'>,
  connections: Connections,
): Acks {
  const timeoutMs = state.patient.get(String(emit))
  if (timeoutMs === undefined) return state
  const link = connections.engines.get(engine)
  const open = link === undefined ? undefined : state.open.get(link)
  for (const [key, same] of open ?? []) {
    if (link === undefined || open === undefined || !same.some((question) => question.n === n)) continue
    const limited = same.map((question) =>
      question.n === n ? { ...question, timeoutUs: timeoutMs * usPerMs } : question,
    )
    return { ...state, open: state.open.with(link, open.with(key, limited)) }
  }
  if (state.expected.size >= openQuestionsMax) return state
  return { ...state, expected: state.expected.with(`${engine} ${n}`, timeoutMs) }
}

/** After a connection ended: nobody answers on it any more. */
export function afterClose(state: Acks, { link, seq, at }: TraceEventOf<'link'>): Acks {
  const open = state.open.get(link)
  if (open === undefined) return state
  let acks: Acks = { ...state, open: state.open.without(link) }
  const questions = open.values().flat()
  for (const question of questions.sort((a, b) => a.seq - b.seq)) {
    acks = settle(acks, { ...question, outcome: 'lost', settledSeq: seq, latencyUs: at - question.at })
  }
  return acks
}

function asked(
  state: Acks,
  frame: Frame,
  packet: { readonly namespace: string; readonly ackId: number },
  connections: Connections,
): Acks {
  const { seq, at, link, client, direction, n } = frame
  const open = state.open.get(link) ?? PersistentMap.empty<readonly AckQuestion[]>()
  if (open.size >= openQuestionsMax) return state
  const engine = connections.links.get(link)?.engine
  const carrier =
    direction === 'down' && n !== undefined && engine !== undefined ? `${engine} ${n}` : undefined
  const timeoutMs = carrier === undefined ? undefined : state.expected.get(carrier)
  const question: AckQuestion = {
    seq,
    at,
    link,
    client,
    direction,
    ...packet,
    ...(direction === 'down' && n !== undefined ? { n } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutUs: timeoutMs * usPerMs }),
  }
  const key = questionKey(direction, packet)
  return {
    ...state,
    open: state.open.with(link, open.with(key, [...(open.get(key) ?? []), question])),
    expected: carrier === undefined ? state.expected : state.expected.without(carrier),
  }
}

/** The newest question with this id is the one that is answered: ids start again with a new page. */
function answered(
  state: Acks,
  { link, direction, seq, at }: Frame,
  packet: { readonly namespace: string; readonly ackId: number },
): Acks {
  const key = questionKey(direction === 'up' ? 'down' : 'up', packet)
  const open = state.open.get(link)
  const same = open?.get(key)
  const question = same?.at(-1)
  if (open === undefined || same === undefined || question === undefined) return state
  const rest = same.length === 1 ? open.without(key) : open.with(key, same.slice(0, -1))
  const acks = {
    ...state,
    open: rest.size === 0 ? state.open.without(link) : state.open.with(link, rest),
  }
  const outcome = isTimedOut(question, at) ? 'late' : 'answered'
  return settle(acks, { ...question, outcome, settledSeq: seq, latencyUs: at - question.at })
}

function settle(state: Acks, ack: SettledAck): Acks {
  return {
    ...state,
    settled: [ack, ...state.settled.slice(0, settledMax - 1)],
    counts: { ...state.counts, [ack.outcome]: state.counts[ack.outcome] + 1 },
  }
}
