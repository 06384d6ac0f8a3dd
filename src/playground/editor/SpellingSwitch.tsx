/** Which spelling of the lesson is in the editor: radio buttons, drawn as one control. */
import { useId } from 'preact/hooks'
import type { LessonFilesStrings } from '../../strings/lesson-files.ts'
import type { WorkbenchModel } from '../workbench-model.ts'

interface Props {
  readonly model: WorkbenchModel
  readonly strings: LessonFilesStrings['spelling']
}

export function SpellingSwitch({ model, strings }: Props) {
  const name = useId()
  const { spelling: chosen } = model.program.value
  const started = model.control.started.value
  const running = model.files.programs.find((program) => program === started)?.spelling
  const stale = model.served.value !== undefined && running !== undefined && running !== chosen
  return (
    <>
      <fieldset class="wl-spellings">
        <legend class="sr-only">{strings.label}</legend>
        {model.files.programs.map(({ spelling }) => (
          <label key={spelling}>
            <input
              type="radio"
              name={name}
              value={spelling}
              checked={spelling === chosen}
              onChange={() => model.chooseSpelling(spelling)}
            />
            <span>{strings.names[spelling]}</span>
          </label>
        ))}
      </fieldset>
      <p class="wl-spelling-stale" role="status">
        {stale && strings.running(strings.names[running])}
      </p>
    </>
  )
}
