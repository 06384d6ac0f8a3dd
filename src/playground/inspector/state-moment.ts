/** The state at the moment that is shown, and what changes with time by itself. */
import { signal, type Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext, useLayoutEffect, useMemo } from 'preact/hooks'
import type { ServerState } from '../../../trace/server-state.ts'
import { useInspector } from './context.ts'
import type { Moment } from './moment.ts'

export interface StateMoment extends Moment {
  readonly state: ServerState
}

/** A live age grows by itself: how often it is looked at. */
const tickMs = 1000
const usPerMs = 1000

/** What changes with every frame, for those who need it; the object itself stays, so that nobody else draws anew. */
export class MomentClock {
  /** The moment, going on by itself while it is now. */
  readonly nowUs: Signal<number> = signal(0)
  #shownSeq: number | undefined
  #freshAfter = Number.POSITIVE_INFINITY

  /** What changed after this `seq` is new since the moment that was shown before. */
  get freshAfter(): number {
    return this.#freshAfter
  }

  show(seq: number): void {
    const before = this.#shownSeq
    if (before === seq) return
    // Out of nothing everything is new: no mark tells anything then.
    const forward = before !== undefined && before > 0 && seq > before
    this.#freshAfter = forward ? before : Number.POSITIVE_INFINITY
    this.#shownSeq = seq
  }
}

export const MomentClockContext = createContext<MomentClock | undefined>(undefined)

export function useMomentClock(): MomentClock {
  const clock = useContext(MomentClockContext)
  if (clock === undefined) throw new Error('a part of the State tab stands outside of <StateView>')
  return clock
}

export function useShownMoment(): { readonly moment: StateMoment; readonly clock: MomentClock } {
  const { model } = useInspector()
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const { seq, at, how } = model.moment.shown
  const live = how === 'now'
  const state = live ? model.states.state : model.states.stateAt(seq)
  const clock = useMemo(() => new MomentClock(), [])
  clock.show(seq)
  useLayoutEffect(() => {
    clock.nowUs.value = at
    // The end of a file stays where it is.
    if (!live || model.complete) return undefined
    const tick = () => {
      clock.nowUs.value = at + Math.round((performance.now() - model.newestReadMs) * usPerMs)
    }
    tick()
    const timer = setInterval(tick, tickMs)
    return () => clearInterval(timer)
  }, [clock, live, at, model])
  return { moment: { seq, at, how, state }, clock }
}
