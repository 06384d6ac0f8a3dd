/** How a client is connected at this moment: a dot, and the word that a dot alone would hide. */
import { History, Unplug } from 'lucide-preact'
import { networkStrings } from '../../strings/network.ts'
import type { WorkbenchModel } from '../workbench-model.ts'

interface Props {
  readonly model: WorkbenchModel
  readonly name: string
}

const iconSize = 13

export function PaneStatus({ model, name }: Props) {
  const { panes } = model.strings
  const past = model.pastMoment.value
  const known = past?.stateOf(name) ?? model.clientStates.of(name).value
  const isLost = past === undefined && model.runtime.connection.value.state === 'lost'
  // Nothing crosses an unplugged wire: what it told last may be true no more, and only the cable is sure.
  if (!isLost && (past?.unplugged(name) ?? model.network.of(name).unplugged))
    return (
      <span class="wl-pane-status" data-state="unplugged" data-past={past !== undefined}>
        {past !== undefined && <History size={iconSize} aria-hidden="true" />}
        <Unplug size={iconSize} aria-hidden="true" />
        {networkStrings(model.props.language).marks.unplugged}
      </span>
    )
  // The same without the sandbox's word on it.
  const state = isLost ? 'unknown' : known
  return (
    <span class="wl-pane-status" data-state={state} data-past={past !== undefined}>
      {past !== undefined && <History size={iconSize} aria-hidden="true" />}
      <span class="wl-dot" aria-hidden="true" />
      {panes[state]}
    </span>
  )
}
