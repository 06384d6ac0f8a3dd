/** Below the files' tabs: what concerns all of the lesson's files at once. */
import { lessonFilesStrings } from '../../strings/lesson-files.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import { SpellingSwitch } from './SpellingSwitch.tsx'
import './lesson-bar.css'

export function LessonBar({ model }: { readonly model: WorkbenchModel }) {
  const strings = lessonFilesStrings(model.props.language)
  if (model.files.programs.length < 2) return null
  return (
    <div class="wl-lesson-bar">
      <SpellingSwitch model={model} strings={strings.spelling} />
    </div>
  )
}
