/** The server's sockets, and the last of those that went. */
import { useMemo } from 'preact/hooks'
import { formatMoment } from '../../../trace/quantity.ts'
import { inertText } from '../../../trace/inert-text.ts'
import type { ServerState } from '../../../trace/server-state.ts'
import type { GoneSocket, SocketRecord } from '../../../trace/sockets.ts'
import { useInspector } from './context.ts'
import { Capped } from './StateCapped.tsx'
import { shortId } from './StateId.tsx'
import { Who } from './StateParticipant.tsx'
import { StateSocket } from './StateSocket.tsx'

const firstSockets = 30
const mostSockets = 500
const nameMaxLength = 40
const reasonMaxLength = 100

export function SocketList({ state }: { readonly state: ServerState }) {
  const { strings, number } = useInspector()
  const { live } = state.sockets
  const sockets = useMemo(() => live.values().sort((a, b) => a.seq - b.seq), [live])
  const several = useMemo(() => new Set(sockets.map(({ server }) => server ?? 1)).size > 1, [sockets])
  return (
    <section class="wli-state-part" aria-labelledby="wli-state-sockets">
      <h2 id="wli-state-sockets">
        {strings.state.sockets} <span class="wli-soft">{number(live.size)}</span>
      </h2>
      <ul class="wli-sockets">
        <Capped items={sockets} first={firstSockets} most={mostSockets}>
          {(socket) => <StateSocket key={socket.id} socket={socket} state={state} severalServers={several} />}
        </Capped>
      </ul>
    </section>
  )
}

export function GoneSockets({ gone }: { readonly gone: readonly GoneSocket[] }) {
  const { strings } = useInspector()
  if (gone.length === 0) return null
  return (
    <details class="wli-state-gone">
      <summary>{strings.state.gone(gone.length)}</summary>
      <ul>
        {gone.map((socket) => (
          <Gone key={socket.goneSeq} socket={socket} />
        ))}
      </ul>
    </details>
  )
}

function Gone({ socket }: { readonly socket: GoneSocket }) {
  const { model, strings } = useInspector()
  const { goneSeq, goneUs, reason } = socket
  return (
    <li>
      <button type="button" class="wli-socket-who" onClick={() => model.select(goneSeq)}>
        <Who client={socket.client} /> <NamespaceName socket={socket} />
      </button>
      <code class="wli-soft">{shortId(socket.id)}</code>
      <span>{reason === undefined ? strings.state.goneOnWire : inertText(reason, reasonMaxLength)}</span>
      <span class="wli-soft">{formatMoment(goneUs - model.runs.since(goneSeq))}</span>
    </li>
  )
}

function NamespaceName({ socket }: { readonly socket: SocketRecord }) {
  return <code>{inertText(socket.namespace, nameMaxLength)}</code>
}
