/** The solution beside the learner's code; first a question where nothing was tried yet. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { lessonFilesStrings, type LessonFilesStrings } from '../../strings/lesson-files.ts'
import type { ProjectFile } from '../project/project.ts'
import { Dialog } from '../toolbar/Dialog.tsx'
import type { WorkbenchModel } from '../workbench-model.ts'
import { comparedFiles, isSame } from './compared-files.ts'
import { FileComparison } from './FileComparison.tsx'
import './solution.css'

interface Props {
  readonly model: WorkbenchModel
  readonly solution: readonly ProjectFile[]
  readonly onClose: () => void
}

export function SolutionDialog(props: Props) {
  const { model, onClose } = props
  const strings = lessonFilesStrings(model.props.language).solution
  const [asking, setAsking] = useState(() => !model.hasTried && model.files.aside.kept.peek() === undefined)
  return (
    // One dialog for both: the browser's tells of its own closing after it was taken away, too.
    <Dialog title={asking ? strings.open : strings.title} onClose={onClose} wide={!asking}>
      {asking ? (
        <>
          <p>{strings.question}</p>
          <div class="wl-dialog-actions">
            <button type="button" class="wl-button" onClick={() => setAsking(false)}>
              {strings.showIt}
            </button>
            <button type="button" class="wl-run" onClick={onClose}>
              {strings.tryFirst}
            </button>
          </div>
        </>
      ) : (
        <Comparison {...props} strings={strings} />
      )}
    </Dialog>
  )
}

function Comparison({
  model,
  solution,
  strings,
  onClose,
}: Props & { readonly strings: LessonFilesStrings['solution'] }) {
  const { aside } = model.files
  const list = useRef<HTMLDivElement>(null)
  // What is there now, although the learner may go on to replace it.
  const [files] = useState(() => comparedFiles(model.project.files.peek(), solution))
  const [shown, setShown] = useState(() => files.find((file) => !isSame(file)) ?? files[0])
  // The button that was pressed may have gone with the question.
  useEffect(() => list.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus(), [])
  const closeAnd = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <>
      <div class="wl-compared-files" role="group" aria-label={strings.files} ref={list}>
        {files.map((file) => (
          <button
            key={file.path}
            type="button"
            class="wl-tab"
            aria-pressed={file === shown}
            onClick={() => setShown(file)}
          >
            {file.path}
            {isSame(file) && <small> {strings.same}</small>}
          </button>
        ))}
      </div>
      {shown !== undefined && (
        <FileComparison file={shown} language={model.props.language} strings={strings} />
      )}
      <p>{strings.promise}</p>
      <div class="wl-dialog-actions">
        <button type="button" class="wl-button" onClick={onClose}>
          {strings.close}
        </button>
        {aside.kept.value !== undefined && (
          <button type="button" class="wl-button" onClick={closeAnd(() => aside.backToMine())}>
            {strings.backToMine}
          </button>
        )}
        <button type="button" class="wl-run" onClick={closeAnd(() => aside.useSolution())}>
          {strings.use}
        </button>
      </div>
    </>
  )
}
