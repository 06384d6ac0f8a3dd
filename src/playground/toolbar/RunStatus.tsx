/** One line that says what the server is doing, and what to do when it is not. */
import type { WorkbenchStrings } from '../../strings/workbench.ts'
import type { Activity } from '../run/run-control.ts'
import type { WorkbenchModel } from '../workbench-model.ts'

type Tone = 'quiet' | 'busy' | 'ok' | 'warn' | 'error'

export function RunStatus({ model }: { readonly model: WorkbenchModel }) {
  const connection = model.runtime.connection.value
  const activity = model.control.activity.value
  const { tone, text } =
    connection.state === 'lost' && activity.state === 'session' && activity.status.state === 'running'
      ? { tone: 'quiet', text: model.strings.status.lastKnown(activity.status.ports) }
      : describe(activity, model.strings.status, {
          restarted: model.control.restarted.value,
          isBusy: model.busyServer.isBusy.value,
        })
  return (
    <div class="wl-run-status" data-tone={tone}>
      <span class="wl-run-dot" aria-hidden="true" />
      <p role="status">{text}</p>
      {connection.state === 'connected' && (
        <span class="wl-isolation" data-level={connection.isolation}>
          {model.strings.status.isolation[connection.isolation]}
        </span>
      )}
    </div>
  )
}

interface KnownOfRuns {
  /** The run that took another one's place. */
  readonly restarted: number | undefined
  /** The program's event loop does not turn. */
  readonly isBusy: boolean
}

function describe(
  activity: Activity,
  strings: WorkbenchStrings['status'],
  known: KnownOfRuns,
): { tone: Tone; text: string } {
  switch (activity.state) {
    case 'requested':
      return { tone: 'busy', text: strings.requested }
    case 'saved':
      return activity.clients.length > 0
        ? { tone: 'ok', text: strings.saved }
        : { tone: 'ok', text: strings.savedUnread(activity.unread) }
    case 'refused':
      return { tone: 'error', text: strings.refused[activity.code] }
    case 'session':
      return describeSession(activity.status, strings, known)
    default:
      return activity satisfies never
  }
}

function describeSession(
  status: Extract<Activity, { state: 'session' }>['status'],
  strings: WorkbenchStrings['status'],
  { restarted, isBusy }: KnownOfRuns,
): { tone: Tone; text: string } {
  switch (status.state) {
    case 'idle':
      return { tone: 'quiet', text: strings.idle }
    case 'starting':
      return { tone: 'busy', text: isBusy ? strings.busy : strings.starting }
    case 'running': {
      if (isBusy) return { tone: 'busy', text: strings.busy }
      const prefix = status.run === restarted ? `${strings.restarted} ` : ''
      return status.ports.length === 0
        ? { tone: 'busy', text: strings.loading }
        : { tone: 'ok', text: prefix + strings.running(status.ports) }
    }
    case 'ended': {
      const quiet = status.reason === 'stopped' || status.reason === 'restarted' || status.reason === 'closed'
      const exit = status.exitCode === undefined || quiet ? '' : ` ${strings.exitCode(status.exitCode)}`
      const tone = quiet ? 'quiet' : status.reason === 'failed' ? 'error' : 'warn'
      return { tone, text: strings.ended[status.reason] + exit }
    }
    default:
      return status satisfies never
  }
}
