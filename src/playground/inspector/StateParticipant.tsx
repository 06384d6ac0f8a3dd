/** Whose a socket is: the client's letter in its colour, and its name. */
import { inertText } from '../../../trace/inert-text.ts'
import { participant } from '../participants.ts'
import { useInspector } from './context.ts'
import { participantStyle, type Style } from './participant-style.ts'

const nameMaxLength = 16
const unknownStyle: Style = { '--wli-colour': 'var(--wl-ink-soft)' }

export function Who({ client }: { readonly client: string | undefined }) {
  const { strings, nameOf } = useInspector()
  const letter = client === undefined ? '?' : participant(client).letter
  return (
    <span class="wli-who" style={client === undefined ? unknownStyle : participantStyle(client)}>
      <span class="wli-badge" aria-hidden="true">
        {letter}
      </span>
      {client === undefined ? strings.state.unknownClient : inertText(nameOf(client), nameMaxLength)}
    </span>
  )
}
