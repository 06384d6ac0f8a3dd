/** The call in the learner's server that a packet came of: the code, its place, whom it reached and whom it left out. */
import type { TraceEventOf } from '../../../protocol/trace.ts'
import { callText } from '../../../trace/call-text.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { endsOf } from '../../../trace/ladder-fan.ts'
import { skipText } from '../../../trace/ladder-fan-sentence.ts'
import type { LadderFan } from '../../../trace/ladder-item.ts'
import { formatDuration } from '../../../trace/quantity.ts'
import { CauseTie } from './CauseTie.tsx'
import { useInspector } from './context.ts'
import { DetailPart, SaidBy } from './detail-parts.tsx'
import type { InspectorModel } from './inspector-model.ts'
import { LocationButton } from './LocationButton.tsx'
import { participantStyle } from './participant-style.ts'
import { sourceLine } from './sent-call.ts'

const sourceLineMax = 160
const errorMax = 500

export function CallDetail({ emit }: { readonly emit: TraceEventOf<'emit'> }) {
  const { model, strings, number } = useInspector()
  const fan = model.fan(emit.seq)
  const source = sourceLine(emit, model)
  return (
    <DetailPart title={strings.call.title}>
      <SaidBy origin="server" />
      <code class="wli-call">{callText(emit)}</code>
      <p class="wli-call-place">
        <LocationButton location={emit} />
        {source !== undefined && <code>{inertText(source, sourceLineMax)}</code>}
      </p>
      {emit.error !== undefined && (
        <p class="wli-problem">
          {strings.call.threw} {inertText(emit.error, errorMax)}
        </p>
      )}
      <CauseTie seq={emit.seq} />
      {fan !== undefined && <Receivers fan={fan} />}
      {fan !== undefined && (
        <p class="wli-soft">{strings.call.matched(number(emit.matched), emit.matched)}</p>
      )}
      <LostReports seq={emit.seq} />
    </DetailPart>
  )
}

/** Who got it, as chips that select their frames, and who did not. */
function Receivers({ fan }: { readonly fan: LadderFan }) {
  const { model, strings, language, nameOf } = useInspector()
  const selected = model.selection.value
  const ends = endsOf(fan)
  const reached = ends.flatMap(({ arrows }) => arrows ?? [])
  const pending = pendingOf(fan, model)
  const left = fan.skipped.filter(({ client }) => !reached.some((arrow) => arrow.client === client))
  return (
    <>
      {reached.length > 0 && (
        <p class="wli-receivers">
          <span class="wli-soft">{strings.call.received}</span>
          {reached.map(({ seq, client }) => (
            <button
              key={seq}
              type="button"
              class="wli-receiver"
              aria-pressed={selected?.seq === seq}
              style={participantStyle(client)}
              onClick={() => model.select(seq)}
            >
              <span class="wli-dot" aria-hidden="true" />
              {nameOf(client)}
              <Latency seq={seq} />
            </button>
          ))}
        </p>
      )}
      {pending.length > 0 && <p>{strings.call.pending(pending.map(nameOf).join(', '))}</p>}
      {left.length > 0 && (
        <ul class="wli-left-out">
          {left.map((skip) => (
            <li
              key={skip.client}
              class={selected?.skipped === skip.client ? 'wli-left-out-selected' : undefined}
              style={participantStyle(skip.client)}
            >
              <span class="wli-dot" data-claimed aria-hidden="true" />
              <span>
                <b>{nameOf(skip.client)}</b> {skipText(skip, fan, { language, nameOf })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** How long this client took to answer. */
function Latency({ seq }: { readonly seq: number }) {
  const { model, language } = useInspector()
  const answer = model.packet(seq)?.answer
  return answer === undefined ? null : (
    <span class="wli-soft">{formatDuration(answer.latencyUs, language)}</span>
  )
}

/** Clients that it was for, to which no frame went, readable or not: it waits for its turn, or never crosses. */
function pendingOf({ emit, seq, arrows }: LadderFan, model: InspectorModel): readonly string[] {
  const { live } = model.states.stateAt(seq).sockets
  const crossed = new Set(
    model.inside.deliveriesOf(seq).flatMap(({ socket, frames }) => (frames.length > 0 ? [socket] : [])),
  )
  const waiting = emit.sockets.filter((socket) => !crossed.has(socket))
  const clients = new Set(waiting.flatMap((socket) => live.get(socket)?.client ?? []))
  for (const { client } of arrows) clients.delete(client)
  return [...clients]
}

/** When reports were lost, what is missing here may have happened. */
export function LostReports({ seq }: { readonly seq: number }) {
  const { model, strings } = useInspector()
  const { lost } = model.states.stateAt(seq)
  return lost === 0 ? null : <p class="wli-soft">{strings.call.lost}</p>
}
