/** Makes a panel fill the workbench, and puts it back. */
import { Maximize2, Minimize2 } from 'lucide-preact'
import type { Signal } from '@preact/signals'
import type { WorkbenchStrings } from '../../strings/workbench.ts'

export type Panel = 'code' | 'clients' | 'wire'

interface Props {
  readonly panel: Panel
  readonly maximised: Signal<Panel | undefined>
  readonly strings: WorkbenchStrings['layout']
}

export function MaximiseButton({ panel, maximised, strings }: Props) {
  const isMaximised = maximised.value === panel
  const Icon = isMaximised ? Minimize2 : Maximize2
  const label = (isMaximised ? strings.restore : strings.maximise)(strings[panel])
  return (
    <button
      type="button"
      class="wl-button wl-maximise"
      aria-pressed={isMaximised}
      aria-label={label}
      title={label}
      onClick={() => {
        maximised.value = isMaximised ? undefined : panel
      }}
    >
      <Icon size={14} aria-hidden="true" />
    </button>
  )
}
