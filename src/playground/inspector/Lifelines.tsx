/** The participants' names above the ladder, and their lines through it: colour, letter and pattern together. */
import { Server } from 'lucide-preact'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import { participant } from '../participants.ts'
import { useInspector } from './context.ts'
import { participantStyle, patternOf, percent } from './participant-style.ts'

const iconPx = 14

export function LifelineHeads() {
  const { model, strings, nameOf } = useInspector()
  return (
    <div class="wli-heads" aria-hidden="true">
      <span class="wli-heads-time">{strings.ladder.time}</span>
      <div class="wli-lanes" style={{ '--wli-lanes': String(model.lanes.order.length) }}>
        {model.lanes.order.map((id) => (
          <div
            key={id}
            class={`wli-head${id === serverParticipant ? ' wli-head-server' : ''}`}
            style={{ ...participantStyle(id), left: percent(model.lanes.place(id)) }}
          >
            <span class="wli-head-who">
              <span class="wli-badge">
                {id === serverParticipant ? <Server size={iconPx} /> : participant(id).letter}
              </span>
              <span class="wli-head-name">{nameOf(id)}</span>
            </span>
            <span class={`wli-head-line wli-pattern-${patternOf(id)}`} />
          </div>
        ))}
      </div>
    </div>
  )
}

export function Lifelines() {
  const { model } = useInspector()
  return (
    <div class="wli-lanes wli-lifelines" aria-hidden="true">
      {model.lanes.order.map((id) => (
        <span
          key={id}
          class={`wli-lifeline wli-pattern-${patternOf(id)}`}
          style={{ ...participantStyle(id), left: percent(model.lanes.place(id)) }}
        />
      ))}
    </div>
  )
}
