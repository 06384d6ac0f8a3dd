/** One call of the server as a fan: a node at its lifeline, an arrow to each client that got it, a hollow one to each it skipped. */
import { Fragment, type ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import { armsOf, type FanArm } from '../../../trace/ladder-fan-arms.ts'
import { reachedNobody, type FanEnd } from '../../../trace/ladder-fan.ts'
import { fanRoomsText, skipText } from '../../../trace/ladder-fan-sentence.ts'
import type { LadderFan } from '../../../trace/ladder-item.ts'
import { whyStrings } from '../../strings/why.ts'
import { AckTimeoutSign } from './AckTimeout.tsx'
import { useInspector } from './context.ts'
import { participantStyle, type Style } from './participant-style.ts'

export function FanWire({ fan }: { readonly fan: LadderFan }) {
  const { model } = useInspector()
  // The same fan grows while its frames come, and of a component with a state only a signal tells.
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  // Decided once: the fan draws itself when it arrives, not whenever it comes into view again.
  const [fresh] = useState(() => fan.seq > model.freshAfter)
  const { from, arms } = armsOf(fan, model.lanes)
  return (
    <span
      class={`wli-fan${fresh ? ' wli-fresh' : ''}`}
      style={{ ...participantStyle(serverParticipant), '--wli-at': String(from) }}
    >
      {arms.map((arm) => (
        <Arm key={arm.way} arm={arm} from={from} fan={fan} />
      ))}
      {arms.length === 0 && reachedNobody(fan) && <span class="wli-fan-stub" />}
      <span class="wli-fan-node" />
      <FanLabel fan={fan} />
    </span>
  )
}

function FanLabel({ fan }: { readonly fan: LadderFan }) {
  const { language, nameOf, words } = useInspector()
  const rooms = fanRoomsText(fan, { language, nameOf })
  const preview = fan.arrows[0]?.preview ?? ''
  return (
    <span class="wli-label wli-fan-label">
      <span class="wli-label-text">
        {fan.namespace !== undefined && <span class="wli-soft">{fan.namespace} </span>}
        <b>{fan.label}</b>
        {fan.emit.ack !== undefined && <span class="wli-ack"> ack {fan.emit.ack}?</span>}
        {preview !== '' && <span class="wli-preview"> {preview}</span>}
      </span>
      <AckTimeoutSign seqs={fan.arrows.map(({ seq }) => seq)} />
      {rooms !== '' && <span class="wli-fan-rooms">{rooms}</span>}
      {reachedNobody(fan) && <span class="wli-fan-nobody">{words.nobody}</span>}
      {fan.emit.error !== undefined && <span class="wli-problem-sign">!</span>}
    </span>
  )
}

interface ArmProps {
  readonly arm: FanArm
  readonly from: number
  readonly fan: LadderFan
}

function Arm({ arm, from, fan }: ArmProps) {
  const { way, ends, reachedTo, skippedTo } = arm
  const { model } = useInspector()
  const selected = model.selection.value?.seq
  const side = way === 1 ? 'right' : 'left'
  const chosen = ends.find(({ end }) => end.arrows?.some(({ seq }) => seq === selected))
  return (
    <>
      {reachedTo !== from && <span class={`wli-fan-line wli-fan-${side}`} style={extent(from, reachedTo)} />}
      {skippedTo !== undefined && (
        <span class={`wli-fan-line wli-fan-skipped wli-fan-${side}`} style={extent(reachedTo, skippedTo)} />
      )}
      {chosen !== undefined && (
        <span class={`wli-fan-line wli-fan-chosen wli-fan-${side}`} style={extent(from, chosen.place)} />
      )}
      {ends.map(({ end, place }) => {
        const passed = end.arrows === undefined && (reachedTo - place) * way > 0
        return (
          <Fragment key={end.client}>
            {passed && <Hop place={place} />}
            <End end={end} place={place} side={side} passed={passed} fan={fan} />
          </Fragment>
        )
      })}
    </>
  )
}

interface EndProps {
  readonly end: FanEnd
  readonly place: number
  readonly side: 'left' | 'right'
  /** The call goes on to a client behind this one. */
  readonly passed: boolean
  readonly fan: LadderFan
}

/** A click selects the frame, or says why there is none. The keyboard does the same by the arrow keys on the row. */
function End({ end, place, side, passed, fan }: EndProps) {
  const { model, language, nameOf } = useInspector()
  const selection = model.selection.value
  const { client, arrows, skip } = end
  const selected =
    arrows === undefined
      ? selection?.seq === fan.seq && selection.skipped === client
      : arrows.some(({ seq }) => seq === selection?.seq)
  const select = (event: MouseEvent) => {
    event.stopPropagation()
    if (arrows === undefined) return model.selectSkipped(fan.seq, client)
    // With several frames to one client, each click turns to the next.
    const at = arrows.findIndex(({ seq }) => seq === selection?.seq)
    const next = arrows[(at + 1) % arrows.length]
    if (next !== undefined) model.select(next.seq)
  }
  return (
    <span
      class={`wli-fan-end wli-fan-end-${side}${passed ? ` wli-fan-passed-${side}` : ''}${selected ? ' wli-fan-selected' : ''}`}
      style={{ '--wli-place': String(place) }}
      onClick={select}
    >
      <Head side={side} look={arrows === undefined ? 'hollow' : 'filled'} />
      {arrows !== undefined && arrows.length > 1 && <span class="wli-fan-times">×{arrows.length}</span>}
      {skip !== undefined && (
        <Reason>
          {nameOf(client)} {skipText(skip, fan, { language, nameOf })} <AskWhy fan={fan} client={client} />
        </Reason>
      )}
    </span>
  )
}

/** Shown while the pointer or the reader's selection is on its arrow. */
function Reason({ children }: { readonly children: ComponentChildren }) {
  return <span class="wli-reason">{children}</span>
}

/** For the pointer, as all of an arrow's end; the keyboard finds the same in the details. */
function AskWhy({ fan, client }: { readonly fan: LadderFan; readonly client: string }) {
  const { model, language, showTab } = useInspector()
  const ask = (event: MouseEvent) => {
    event.stopPropagation()
    model.selectSkipped(fan.seq, client)
    showTab('why')
  }
  return (
    <span class="wli-reason-why" onClick={ask}>
      {whyStrings(language).ask}
    </span>
  )
}

function Head({ side, look }: { readonly side: 'left' | 'right'; readonly look: 'filled' | 'hollow' }) {
  return (
    <svg class={`wli-fan-head wli-fan-head-${look}`} viewBox="0 0 12 12" aria-hidden="true">
      <path d={side === 'right' ? 'M2 1.5 11 6 2 10.5Z' : 'M10 1.5 1 6 10 10.5Z'} />
    </svg>
  )
}

function Hop({ place }: { readonly place: number }) {
  return (
    <svg class="wli-fan-hop" viewBox="0 0 13 7" style={{ '--wli-place': String(place) }} aria-hidden="true">
      <rect x="0.5" y="4" width="12" height="4.5" />
      <path d="M0 6.25H0.5A6 5.5 0 0 1 12.5 6.25H13" />
    </svg>
  )
}

/** Left edge and width of a line. */
function extent(from: number, to: number): Style {
  return { '--wli-left': String(Math.min(from, to)), '--wli-width': String(Math.abs(to - from)) }
}
