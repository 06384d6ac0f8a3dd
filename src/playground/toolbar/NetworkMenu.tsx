/** What can befall the networks of all clients at once, and the server. */
import { Cable, RefreshCw } from 'lucide-preact'
import { networkStrings } from '../../strings/network.ts'
import { networkEntries } from '../panes/network-entries.tsx'
import type { WorkbenchModel } from '../workbench-model.ts'
import { MenuButton } from './MenuButton.tsx'

const iconSize = 15

export function NetworkMenu({ model }: { readonly model: WorkbenchModel }) {
  const strings = networkStrings(model.props.language)
  return (
    <MenuButton
      label={strings.all}
      title={strings.allTitle}
      class="wl-button"
      entries={[
        ...networkEntries(model, undefined),
        {
          type: 'action',
          label: strings.restart,
          icon: <RefreshCw size={iconSize} aria-hidden="true" />,
          // Nothing has run: there is nothing to start again.
          disabled: model.runtime.status.value.state === 'idle',
          choose: () => void model.network.apply({ type: 'restart' }),
        },
      ]}
    >
      <Cable size={iconSize} aria-hidden="true" />
    </MenuButton>
  )
}
