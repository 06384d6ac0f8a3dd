/** Check; while checks run, how far they are and the way to stop them. */
import { ListChecks, X } from 'lucide-preact'
import { checksStrings } from '../../strings/checks.ts'
import { modifierName } from '../toolbar/shortcuts.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import './checks.css'

const iconSize = 15

export function CheckButton({ model }: { readonly model: WorkbenchModel }) {
  const { checks, props } = model
  const strings = checksStrings(props.language)
  const availability = checks.availability.value
  const isRunning = checks.run.value.state === 'running'
  const tasks = props.course?.tasks.length ?? 0
  if (availability === 'no-checks') return null
  const why = availability === 'ready' ? undefined : strings.unavailable[availability]
  return (
    <button
      type="button"
      class="wl-check"
      aria-keyshortcuts="Control+Shift+Enter Meta+Shift+Enter"
      // Not `disabled`: the reason can be reached by keyboard, too.
      aria-disabled={why !== undefined && !isRunning}
      title={why ?? `${modifierName()} Shift Enter`}
      onClick={() => void (isRunning ? checks.cancel('cancelled') : model.check())}
    >
      {isRunning ? (
        <>
          <X size={iconSize} aria-hidden="true" />
          {strings.cancel}
          <span class="wl-check-progress">{strings.progress(checks.finished, tasks)}</span>
        </>
      ) : (
        <>
          <ListChecks size={iconSize} aria-hidden="true" />
          {strings.check}
        </>
      )}
    </button>
  )
}
