/** Run, Stop, Reset and the list of shortcuts. */
import { Keyboard, Play, RotateCcw, Square } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { WorkbenchModel } from '../workbench-model.ts'
import { CheckButton } from '../checks/CheckButton.tsx'
import { NetworkMenu } from './NetworkMenu.tsx'
import { modifierName } from './shortcuts.ts'
import { StartOver } from './StartOver.tsx'
import './toolbar.css'

interface Props {
  readonly model: WorkbenchModel
  readonly onShortcuts: () => void
}

/** Icons of the toolbar, in px; `currentColor`. */
const iconSize = 15

export function Toolbar({ model, onShortcuts }: Props) {
  const [asking, setAsking] = useState(false)
  const { toolbar } = model.strings
  const activity = model.control.activity.value
  const status = model.runtime.status.value.state
  const active = status === 'running' || status === 'starting'
  const busy = activity.state === 'requested' || status === 'starting'
  return (
    <div class="wl-toolbar" role="toolbar" aria-label={model.strings.layout.code}>
      <button
        type="button"
        class="wl-run"
        data-busy={busy}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        title={`${modifierName()} Enter`}
        onClick={() => void model.run()}
      >
        <Play size={iconSize} aria-hidden="true" />
        {toolbar.run}
      </button>
      <CheckButton model={model} />
      <button
        type="button"
        class="wl-button"
        disabled={!active}
        aria-label={toolbar.stop}
        title={toolbar.stop}
        onClick={() => void model.stop()}
      >
        <Square size={iconSize} aria-hidden="true" />
      </button>
      <NetworkMenu model={model} />
      <button
        type="button"
        class="wl-button"
        aria-label={toolbar.reset}
        title={toolbar.reset}
        onClick={() => setAsking(true)}
      >
        <RotateCcw size={iconSize} aria-hidden="true" />
      </button>
      <button
        type="button"
        class="wl-button wl-list-keys"
        aria-label={toolbar.shortcuts}
        aria-keyshortcuts="?"
        title={`${toolbar.shortcuts} (?)`}
        onClick={onShortcuts}
      >
        <Keyboard size={iconSize} aria-hidden="true" />
      </button>
      {asking && <StartOver model={model} onClose={() => setAsking(false)} />}
    </div>
  )
}
