/**
 * Reads raw frames: Engine.IO protocol v4 and Socket.IO protocol v5. Any text gives a result; what cannot be read is
 * a `problem`. The spans cover the frame's `data` from its first character to its last, in order and without gaps.
 */
import type { TraceEventOf } from '../protocol/trace.ts'
import { AnnouncedAttachments } from './announced-attachments.ts'
import { binaryMarker, engineTypeOf, parseHandshake } from './engine-io.ts'
import { readPacketHeader } from './packet-header.ts'
import { readCutPayload, readPayload } from './packet-payload.ts'
import type { DecodedFrame, DecodeProblem, Span, SpanRole } from './packet.ts'

type Frame = TraceEventOf<'frame'>

/** A receiver ends the connection over more: socket.io-parser's `maxAttachments`, as it is by default. */
const attachmentsMax = 10

/** Decodes the frames of a trace one after another: attachments are told by what came before them. */
export class FrameDecoder {
  readonly #announced = new AnnouncedAttachments()
  readonly #plainLinks = new Set<string>()
  /** Links of Engine.IO 3. */
  readonly #typedLinks = new Set<string>()

  /** This link is a plain WebSocket connection: its frames are nobody's packets. */
  markPlain(link: string): void {
    this.#plainLinks.add(link)
  }

  /** The link is closed: forgets what is known of it. */
  forget(link: string): void {
    this.#announced.forget(link)
    this.#plainLinks.delete(link)
    this.#typedLinks.delete(link)
  }

  /** The frame's meaning. Frames are given in order of `seq`. */
  next(frame: Frame): DecodedFrame {
    if (this.#plainLinks.has(frame.link)) {
      return decodeAlone(frame, undefined, 'not-engine-io')
    }
    if (isAttachment(frame)) return this.#attachment(frame)
    const decoded = decodeAlone(frame)
    if (decoded.engine !== 'message') return decoded
    if (isOldWelcome(frame, decoded)) this.#typedLinks.add(frame.link)
    const interrupts = this.#announced.interrupt(frame)
    const attachments = decoded.packet?.attachments ?? 0
    if (attachments > 0) this.#announced.announce(frame, attachments)
    return interrupts && decoded.problem === undefined
      ? { ...decoded, problem: 'missing-attachments' }
      : decoded
  }

  #attachment(frame: Frame): DecodedFrame {
    const place = this.#announced.take(frame)
    const attachmentOf =
      place && this.#typedLinks.has(frame.link) ? { ...place, typed: true as const } : place
    return decodeAlone(frame, attachmentOf, attachmentOf === undefined ? 'unexpected-attachment' : cut(frame))
  }
}

/** Only to a client of Socket.IO 2, which speaks Engine.IO 3, the server says that it is connected and not with what id. */
function isOldWelcome({ direction }: Frame, { packet, spans }: DecodedFrame): boolean {
  return packet?.type === 'connect' && direction === 'down' && spans.at(-1)?.role !== 'payload'
}

/** Whether the frame carries bytes of a message, as itself or as base64 after its marker. */
export function isAttachment(frame: Frame): boolean {
  return frame.form === 'binary' || frame.data.startsWith(binaryMarker)
}

/**
 * Decodes one frame by itself. What only the frames before it can tell (whose attachment it is, that the link is no
 * Engine.IO one, that bytes were due) is what a {@link FrameDecoder} found out and the caller kept.
 */
export function decodeAlone(
  frame: Frame,
  attachmentOf?: DecodedFrame['attachmentOf'],
  problem?: DecodeProblem,
): DecodedFrame {
  const { seq } = frame
  if (problem === 'not-engine-io') return { seq, spans: rest(frame.data, 0, 'unknown'), problem }
  if (!isAttachment(frame)) {
    const decoded = decodeText(frame)
    return problem === undefined ? decoded : { ...decoded, problem }
  }
  const place = attachmentOf === undefined ? {} : { attachmentOf }
  // As byte 4 it is a part of the base64.
  const typed = attachmentOf?.typed === true && frame.form === 'text'
  return { seq, ...place, spans: attachmentSpans(frame, typed), ...withProblem(problem) }
}

function decodeText(frame: Frame): DecodedFrame {
  const { seq, data } = frame
  if (data === '') return { seq, spans: [], problem: cut(frame) ?? 'empty' }
  const engine = engineTypeOf(data)
  if (engine === undefined) return { seq, spans: rest(data, 0, 'unknown'), problem: 'unknown-engine-type' }
  const spans: Span[] = [{ start: 0, end: 1, role: 'engine-type' }]
  if (engine === 'message') return { seq, engine, ...decodeMessage(frame, spans) }

  spans.push(...rest(data, 1, 'engine-data'))
  if (engine !== 'open') return { seq, engine, spans, ...withProblem(cut(frame)) }
  const handshake = parseHandshake(data.slice(1))
  if (handshake === undefined) return { seq, engine, spans, problem: cut(frame) ?? 'bad-handshake' }
  return { seq, engine, handshake, spans, ...withProblem(cut(frame)) }
}

function decodeMessage(frame: Frame, engineSpans: readonly Span[]): Omit<DecodedFrame, 'seq' | 'engine'> {
  const { data } = frame
  const truncated = frame.truncated === true
  const reading = readPacketHeader(data, 1, truncated)
  const spans = [...engineSpans, ...reading.spans]
  const { header } = reading
  if (header === undefined) {
    return {
      spans: [...spans, ...rest(data, reading.end, 'unknown')],
      ...withProblem(reading.problem),
    }
  }
  spans.push(...rest(data, reading.end, 'payload'))
  const text = data.slice(reading.end)
  const payload = truncated ? readCutPayload(header.type, text) : readPayload(header.type, text)
  const { problem: payloadProblem, ...content } = payload
  return {
    packet: { ...header, ...content },
    spans,
    ...withProblem(reading.problem ?? payloadProblem ?? tooMany(header.attachments)),
  }
}

function attachmentSpans({ form, data }: Frame, typed: boolean): readonly Span[] {
  if (form === 'binary') return rest(data, 0, 'attachment')
  const marker: Span = { start: 0, end: 1, role: 'binary-marker' }
  if (!typed || data.length < 2) return [marker, ...rest(data, 1, 'attachment')]
  return [marker, { start: 1, end: 2, role: 'engine-type' }, ...rest(data, 2, 'attachment')]
}

/** One span from `start` to the end of the text; none when nothing is left. */
const rest = (text: string, start: number, role: SpanRole): Span[] =>
  start < text.length ? [{ start, end: text.length, role }] : []

const cut = (frame: Frame): DecodeProblem | undefined => (frame.truncated ? 'truncated' : undefined)

const tooMany = (attachments: number): DecodeProblem | undefined =>
  attachments > attachmentsMax ? 'too-many-attachments' : undefined

const withProblem = (problem: DecodeProblem | undefined) => (problem === undefined ? {} : { problem })
