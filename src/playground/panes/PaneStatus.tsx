/** How a client is connected at this moment: a dot, and the word that a dot alone would hide. */
import type { WorkbenchModel } from '../workbench-model.ts'

interface Props {
  readonly model: WorkbenchModel
  readonly name: string
}

export function PaneStatus({ model, name }: Props) {
  const { panes } = model.strings
  const known = model.clientStates.of(name).value
  // Without the sandbox's word on it, what was true last may be true no more.
  const state = model.runtime.connection.value.state === 'lost' ? 'unknown' : known
  return (
    <span class="wl-pane-status" data-state={state}>
      <span class="wl-dot" aria-hidden="true" />
      {panes[state]}
    </span>
  )
}
