/** Whether a page answers what was typed for it: nobody should wait for one that cannot. */
import { useEffect, useState } from 'preact/hooks'
import type { ConsoleLine } from '../run/pane-consoles.ts'

/** A page says at the latest after a second that it waits for a promise; the way there and back is short. */
const answerWithinMs = 3_000

type Answer =
  | { readonly state: 'quiet' }
  /** Nothing has been loaded that could hear it. */
  | { readonly state: 'not-ready' }
  /** Handed over when `after` was the newest line. */
  | { readonly state: 'waiting' | 'late'; readonly after: number }

export interface Asking {
  readonly state: Answer['state']
  /** Call it with what handing the code over gave. */
  asked(handedOver: boolean): void
}

/** @param page names the page that is loaded: another one owes no answer */
export function useAnswer(lines: readonly ConsoleLine[], page: string | undefined): Asking {
  const [answer, setAnswer] = useState<Answer>({ state: 'quiet' })
  const after = 'after' in answer ? answer.after : undefined
  const answered = after !== undefined && lines.some(({ typed, seq }) => typed === 'result' && seq > after)

  useEffect(() => setAnswer({ state: 'quiet' }), [page])
  useEffect(() => {
    if (answered) setAnswer({ state: 'quiet' })
  }, [answered])
  useEffect(() => {
    if (answer.state !== 'waiting') return undefined
    const timer = setTimeout(() => setAnswer({ state: 'late', after: answer.after }), answerWithinMs)
    return () => clearTimeout(timer)
  }, [answer])

  return {
    state: answered ? 'quiet' : answer.state,
    asked: (handedOver) =>
      setAnswer(handedOver ? { state: 'waiting', after: lines.at(-1)?.seq ?? 0 } : { state: 'not-ready' }),
  }
}
