/** Every shortcut of the workbench, opened with `?`. */
import type { Language } from '../../../protocol/lesson.ts'
import { checksStrings } from '../../strings/checks.ts'
import { compareStrings } from '../../strings/compare.ts'
import { timelineStrings } from '../../strings/timeline.ts'
import { filterStrings } from '../../strings/filter.ts'
import type { WorkbenchStrings } from '../../strings/workbench.ts'
import { Dialog } from './Dialog.tsx'
import { modifierName } from './shortcuts.ts'

export interface ShortcutListProps {
  readonly language: Language
  readonly strings: WorkbenchStrings['shortcuts']
  readonly onClose: () => void
}

export function ShortcutList({ language, strings, onClose }: ShortcutListProps) {
  const modifier = modifierName()
  const { keys } = timelineStrings(language)
  const rows: readonly (readonly [readonly string[], string])[] = [
    [[modifier, 'Enter'], strings.run],
    [[modifier, 'Shift', 'Enter'], checksStrings(language).shortcut],
    [[modifier, 'S'], strings.save],
    [['Esc', 'Tab'], strings.leaveEditor],
    [['Esc'], strings.restorePanel],
    [['←', '→', '↑', '↓'], strings.resize],
    [['Enter'], strings.consoleRun],
    [['Shift', 'Enter'], strings.consoleLine],
    [['↑', '↓'], strings.consoleHistory],
    [['←', '→'], keys.travel],
    [['Shift', '←', '→'], keys.travelFar],
    [['PgUp', 'PgDn'], keys.travelSecond],
    [['Esc', 'End'], keys.live],
    [['P'], keys.pin],
    [['[', ']'], keys.causes],
    [['/'], filterStrings(language).shortcut],
    [['[', ']'], compareStrings(language).keys],
    [['?'], strings.list],
  ]
  return (
    <Dialog title={strings.title} onClose={onClose} read>
      <dl class="wl-shortcuts">
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div class="wl-dialog-actions">
        <button type="button" class="wl-button" onClick={onClose}>
          {strings.close}
        </button>
      </div>
    </Dialog>
  )
}
