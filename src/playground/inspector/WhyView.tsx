/** Why each client did or did not get something: of one emit, or what there is to ask. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useInspector } from './context.ts'
import { WhyOverview } from './WhyOverview.tsx'
import { WhyVerdicts } from './WhyVerdicts.tsx'
import type { Selection } from './inspector-model.ts'
import type { Asked } from './why-model.ts'
import './why.css'

export function WhyView() {
  const { model } = useInspector()
  // What comes may tell more.
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const trace = model.why.trace()
  const asked = model.why.asked(trace)
  const view = useRef<HTMLDivElement>(null)
  const question = asked?.seq
  useLayoutEffect(() => takeLostFocus(view.current), [question])
  return (
    <div class="wli-why" ref={view} tabIndex={-1} data-alone={isAlone(model.selection.value, asked)}>
      {asked === undefined ? (
        <WhyOverview trace={trace} />
      ) : (
        <WhyVerdicts key={asked.seq} asked={asked} trace={trace} />
      )}
    </div>
  )
}

/** The button that led here is gone, or is hidden with the details: who uses the keyboard goes on from here. */
function takeLostFocus(view: HTMLElement | null): void {
  const focused = document.activeElement
  const isLost = focused === null || focused === document.body || focused.closest('.wli-detail') !== null
  if (isLost) view?.focus({ preventScroll: true })
}

/** The details have nothing to add, unless they are of an event that shows why. */
function isAlone(selection: Selection | undefined, asked: Asked | undefined): true | undefined {
  const isEvidence = selection !== undefined && asked?.selected !== selection.seq
  return isEvidence ? undefined : true
}
