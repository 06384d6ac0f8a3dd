/** Clients that a namespace refused, and clients that the server sent away: both are packets of the server. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import { socketPacketIn } from '../connections.ts'
import { withoutQuery } from '../packet-header.ts'
import { readPayload } from '../packet-payload.ts'
import { shortName, type DiagnosisBook } from './diagnosis-book.ts'
import type { DiagnosisFamily, Moment } from './diagnosis-family.ts'
import type { Diagnosis } from './explanation.ts'

type Frame = TraceEventOf<'frame'>

/** What Socket.IO says of a namespace that nobody made. https://socket.io/docs/v4/server-api/#event-connect_error */
const unknownNamespaceMessage = 'Invalid namespace'

export class NamespaceDiagnoses implements DiagnosisFamily {
  readonly #book: DiagnosisBook

  constructor(book: DiagnosisBook) {
    this.#book = book
  }

  push(event: TraceEvent, { after, run }: Moment): void {
    if (event.kind !== 'frame' || event.direction !== 'down') return
    const packet = socketPacketIn(event)
    if (packet === undefined || after.connections.links.get(event.link)?.plain) return
    const { client, seq } = event
    const namespace = shortName(withoutQuery(packet.header.namespace))
    const place = `${run} ${client} ${namespace}`
    switch (packet.header.type) {
      case 'connect_error':
        return this.#book.put(`refused ${place}`, refusal(event, namespace, packet.end))
      case 'connect':
        // In the end it was let in.
        return this.#book.remove(`refused ${place}`)
      case 'disconnect':
        return this.#book.put(`sent-away ${place}`, {
          what: 'disconnected-by-server',
          client,
          evidence: [seq],
        })
      case 'event':
      case 'ack':
      case 'binary_event':
      case 'binary_ack':
        return
      default:
        packet.header.type satisfies never
    }
  }
}

function refusal({ client, seq, data }: Frame, namespace: string, payloadStart: number): Diagnosis {
  const message = messageIn(readPayload('connect_error', data.slice(payloadStart)).args[0])
  const about = { client, namespace, evidence: [seq] }
  if (message !== unknownNamespaceMessage) return { what: 'middleware-refused', ...about, message }
  return { what: isLikeAPath(namespace) ? 'path-as-namespace' : 'unknown-namespace', ...about }
}

/** Socket.IO protocol v5: an object with a `message`; older versions send the text alone. */
function messageIn(value: unknown): string {
  const isObject = typeof value === 'object' && value !== null && 'message' in value
  const message = isObject ? value.message : value
  return typeof message === 'string' ? shortName(message) : ''
}

/** The path of Socket.IO itself, or something with several parts, a slash at its end or a file's ending. */
function isLikeAPath(namespace: string): boolean {
  return /^\/socket\.io$|^\/.*\/|\.(?:html?|php|m?js|ts)$/i.test(namespace)
}
