/** What can be done to a network, as a menu: of one client, or of all of them. */
import { CloudOff, Gauge, Hourglass, Scissors, Unplug } from 'lucide-preact'
import type { Fault } from '../../../protocol/fault.ts'
import { formatDuration } from '../../../trace/quantity.ts'
import type { NetworkConditions } from '../../../trace/network.ts'
import { networkStrings } from '../../strings/network.ts'
import type { MenuEntry } from '../toolbar/MenuButton.tsx'
import type { WorkbenchModel } from '../workbench-model.ts'

/** In each direction (ms): a far country, a bad mobile network, one that is about to break. */
const latenciesMs = [0, 100, 500, 2_000]

const usPerMs = 1_000
const iconSize = 15

/** @param client undefined: all */
export function networkEntries(model: WorkbenchModel, client: string | undefined): MenuEntry[] {
  const { language } = model.props
  const strings = networkStrings(language)
  const apply = (fault: Fault) => void model.network.apply(fault, client)
  const of = conditionOf(model, client)
  const toggle = (
    type: Extract<Fault, { on: boolean }>['type'],
    checked: boolean | undefined,
    look: Pick<MenuEntry, 'label' | 'icon'>,
  ): MenuEntry => ({
    ...look,
    type: 'switch',
    checked: checked ?? 'mixed',
    choose: () => apply({ type, on: checked !== true }),
  })
  const unplug = toggle('unplug', of('unplugged'), {
    label: strings.unplugAll,
    icon: <Unplug size={iconSize} aria-hidden="true" />,
  })
  return [
    // A pane has a button for it.
    ...(client === undefined ? [unplug] : []),
    {
      type: 'choices',
      label: strings.latency,
      icon: <Gauge size={iconSize} aria-hidden="true" />,
      choices: latenciesMs.map((ms) => ({
        label: ms === 0 ? strings.noLatency : formatDuration(ms * usPerMs, language),
        checked: of('latencyMs') === ms,
        choose: () => apply({ type: 'latency', ms }),
      })),
    },
    toggle('stall', of('stalled'), {
      label: strings.stall,
      icon: <Hourglass size={iconSize} aria-hidden="true" />,
    }),
    toggle('polling-only', of('pollingOnly'), {
      label: strings.pollingOnly,
      icon: <CloudOff size={iconSize} aria-hidden="true" />,
    }),
    {
      type: 'action',
      label: client === undefined ? strings.dropAll : strings.drop,
      icon: <Scissors size={iconSize} aria-hidden="true" />,
      choose: () => apply({ type: 'drop' }),
    },
  ]
}

/** A condition of the client, or that of all of them; undefined where they differ. */
function conditionOf(model: WorkbenchModel, client: string | undefined) {
  const { everyone } = model.network.state.value
  const names = client === undefined ? model.clients.value : [client]
  const [first = everyone, ...others] = names.map((name) => model.network.of(name))
  return <Name extends keyof NetworkConditions>(name: Name): NetworkConditions[Name] | undefined =>
    others.every((other) => other[name] === first[name]) ? first[name] : undefined
}
