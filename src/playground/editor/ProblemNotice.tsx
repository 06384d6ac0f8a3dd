/** The run's first error in words, above the editor, with a way to its line. */
import { helpWith } from '../run/problems.ts'
import type { WorkbenchModel } from '../workbench-model.ts'

export function ProblemNotice({ model }: { readonly model: WorkbenchModel }) {
  const { editor } = model.strings
  const [first, ...more] = model.problems.list.value
  if (first === undefined) return null
  const { file, line, column } = first
  const help = helpWith(first)
  return (
    <div class="wl-notice" data-tone="error" role="alert">
      <p>
        {editor.problem(file, line, model.advice.words(first))}
        {help !== undefined && <span class="wl-soft"> {editor.help[help]}</span>}
        {more.length > 0 && <span class="wl-soft"> {editor.moreProblems(more.length)}</span>}
      </p>
      {line !== undefined && model.project.content(file) !== undefined && (
        <button type="button" class="wl-button" onClick={() => model.project.jump({ file, line, column })}>
          {editor.goToLine(line)}
        </button>
      )}
    </div>
  )
}
