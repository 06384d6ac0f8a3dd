/** The cable of a client, and a menu of what else can befall its network. */
import { Cable, Plug, Unplug } from 'lucide-preact'
import { networkStrings } from '../../strings/network.ts'
import { participant } from '../participants.ts'
import { MenuButton } from '../toolbar/MenuButton.tsx'
import type { WorkbenchModel } from '../workbench-model.ts'
import { networkEntries } from './network-entries.tsx'
import './network.css'

interface Props {
  readonly model: WorkbenchModel
  readonly name: string
}

const iconSize = 14

export function NetworkControls({ model, name }: Props) {
  const strings = networkStrings(model.props.language)
  const who = participant(name).name
  const { unplugged } = model.network.of(name)
  const Icon = unplugged ? Unplug : Plug
  return (
    <>
      <button
        type="button"
        class="wl-button wl-plug"
        aria-label={strings.unplug(who)}
        aria-pressed={unplugged}
        title={unplugged ? strings.plugIn(who) : strings.unplug(who)}
        onClick={() => void model.network.apply({ type: 'unplug', on: !unplugged }, name)}
      >
        <Icon size={iconSize} aria-hidden="true" />
      </button>
      <MenuButton label={strings.menu(who)} class="wl-button" entries={networkEntries(model, name)}>
        <Cable size={iconSize} aria-hidden="true" />
      </MenuButton>
    </>
  )
}
