/** Why each client did or did not get something: of one emit, or what there is to ask. */
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
  return (
    <div class="wli-why" data-alone={isAlone(model.selection.value, asked)}>
      {asked === undefined ? (
        <WhyOverview trace={trace} />
      ) : (
        <WhyVerdicts key={asked.seq} asked={asked} trace={trace} />
      )}
    </div>
  )
}

/** The details have nothing to add, unless they are of an event that shows why. */
function isAlone(selection: Selection | undefined, asked: Asked | undefined): true | undefined {
  const isEvidence = selection !== undefined && asked?.selected !== selection.seq
  return isEvidence ? undefined : true
}
