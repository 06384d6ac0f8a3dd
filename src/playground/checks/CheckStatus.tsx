/** One line on the checks of this program, with the way to their tab. */
import { checksStrings } from '../../strings/checks.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import { checkSummary } from './check-summary.ts'

/** Heard by the lesson's page, which shows one part at a time on a narrow screen. */
const showWire = () => dispatchEvent(new CustomEvent('wirelab:show', { detail: 'wire' }))

export function CheckStatus({ model }: { readonly model: WorkbenchModel }) {
  const { checks, props } = model
  const strings = checksStrings(props.language)
  const run = checks.run.value
  const tasks = props.course?.tasks.length ?? 0
  const { text, tone } = checkSummary(run, checks.passed, tasks, props.port, strings)
  const summary = run.state === 'running' ? strings.progress(checks.finished, tasks) : text
  if (tasks === 0) return null
  return (
    <div class="wl-check-status" data-tone={tone} hidden={run.state === 'idle'}>
      <span class="wl-run-dot" aria-hidden="true" />
      <p role="status">{run.state === 'running' ? `${strings.tab}: ${summary}` : summary}</p>
      <button
        type="button"
        class="wl-button"
        onClick={() => {
          model.showChecks()
          showWire()
        }}
      >
        {strings.show}
      </button>
    </div>
  )
}
