/** Two ways back to what the lesson gave, which differ in what becomes of the learner's draft. */
import { lessonFilesStrings } from '../../strings/lesson-files.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import { Dialog } from './Dialog.tsx'

interface Props {
  readonly model: WorkbenchModel
  readonly onClose: () => void
}

export function StartOver({ model, onClose }: Props) {
  const strings = lessonFilesStrings(model.props.language).startOver
  const { aside } = model.files
  const closeAnd = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Dialog title={strings.title} onClose={onClose}>
      <div class="wl-choice">
        <button type="button" class="wl-run" onClick={closeAnd(() => aside.backToStarter())}>
          {strings.starter}
        </button>
        <p>{strings.starterText}</p>
      </div>
      <div class="wl-choice">
        <button type="button" class="wl-button" onClick={closeAnd(() => aside.discard())}>
          {strings.discard}
        </button>
        <p>{strings.discardText}</p>
      </div>
      <div class="wl-dialog-actions">
        <button type="button" class="wl-button" onClick={onClose}>
          {strings.cancel}
        </button>
      </div>
    </Dialog>
  )
}
