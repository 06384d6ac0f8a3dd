/** Below the files' tabs: what concerns all of the lesson's files at once. */
import { Lightbulb } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { lessonFilesStrings } from '../../strings/lesson-files.ts'
import { DownloadButton } from '../download/DownloadButton.tsx'
import { SolutionDialog } from '../solution/SolutionDialog.tsx'
import type { WorkbenchModel } from '../workbench-model.ts'
import { SpellingSwitch } from './SpellingSwitch.tsx'
import './lesson-bar.css'

/** In px. */
const iconSize = 15

export function LessonBar({ model }: { readonly model: WorkbenchModel }) {
  const strings = lessonFilesStrings(model.props.language)
  const [solving, setSolving] = useState(false)
  const { solution } = model.program.value
  return (
    <div class="wl-lesson-bar">
      {model.files.programs.length > 1 && <SpellingSwitch model={model} strings={strings.spelling} />}
      <div class="wl-lesson-actions">
        {solution !== undefined && (
          <button
            type="button"
            class="wl-button"
            title={strings.solution.open}
            onClick={() => setSolving(true)}
          >
            <Lightbulb size={iconSize} aria-hidden="true" />
            <span>{strings.solution.open}</span>
          </button>
        )}
        <DownloadButton model={model} iconSize={iconSize} />
      </div>
      {solving && solution !== undefined && (
        <SolutionDialog model={model} solution={solution} onClose={() => setSolving(false)} />
      )}
    </div>
  )
}
