/** The meaning of a piece of wire text in words. */
import type { Language } from '../../../protocol/lesson.ts'
import type { Meaning } from '../../../trace/annotate.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { formatBytes } from '../../../trace/quantity.ts'
import type { InspectorStrings } from '../../strings/inspector.ts'

/** Of a name within a sentence. */
const nameMaxLength = 60

const name = (text: string) => inertText(text, nameMaxLength)

export function meaningText(meaning: Meaning, strings: InspectorStrings, language: Language): string {
  const words = strings.meanings
  switch (meaning.code) {
    case 'engine-type':
      return words.engine[meaning.value]
    case 'handshake':
      return words.handshake(name(meaning.value.sid))
    case 'probe':
      return words.probe
    case 'engine-data':
      return words.engineData
    case 'binary-marker':
      return words.binaryMarker
    case 'attachment':
      return words.attachment(
        formatBytes(meaning.bytes, language),
        meaning.index === undefined ? undefined : meaning.index + 1,
      )
    case 'packet-type':
      return words.packet[meaning.value]
    case 'attachment-count':
      return words.attachmentCount(meaning.value)
    case 'namespace':
      return meaning.query === undefined
        ? words.namespace(name(meaning.value))
        : words.namespaceQuery(name(meaning.value), name(meaning.query))
    case 'ack-id': {
      const id = meaning.value === undefined ? '?' : String(meaning.value)
      return meaning.purpose === 'asks' ? words.asks(id) : words.answers(id)
    }
    case 'event-payload':
      return meaning.event === undefined
        ? words.namelessPayload
        : words.eventPayload(name(meaning.event), meaning.argumentCount)
    case 'ack-payload':
      return words.ackPayload(meaning.argumentCount)
    case 'connect-payload':
      return words.connectPayload
    case 'connect-error-payload':
      return words.connectErrorPayload
    case 'unknown':
      return meaning.problem === undefined ? words.unknown : strings.problems[meaning.problem]
    default:
      return meaning satisfies never
  }
}
