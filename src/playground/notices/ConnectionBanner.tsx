/** Says when the sandbox is not there: what happened, what was kept, what comes next; or that it is none. */
import { useEffect, useState } from 'preact/hooks'
import type { WorkbenchStrings } from '../../strings/workbench.ts'
import type { ConnectionState, Runtime } from '../runtime/runtime.ts'

interface Props {
  readonly runtime: Runtime
  readonly strings: WorkbenchStrings
}

export function ConnectionBanner({ runtime, strings }: Props) {
  const connection = runtime.connection.value
  const texts = strings.connection
  const seconds = useSecondsUntil('retryAt' in connection ? connection.retryAt : undefined)
  if (connection.state === 'connecting') return null
  if (connection.state === 'connected')
    return connection.isolation === 'permission' ? <TrustBanner strings={texts} /> : null
  return (
    <div class="wl-notice wl-connection" data-tone="warn">
      <p>
        {/* Only what changes rarely is announced; a counting number would be read out each second. */}
        <span role="alert">
          {whatHappened(connection, strings)} {texts.kept}
        </span>{' '}
        {'retryAt' in connection && (
          <span class="wl-soft">{seconds > 0 ? texts.retryIn(seconds) : texts.retrying}</span>
        )}
      </p>
      <button type="button" class="wl-button" onClick={() => runtime.reattach()}>
        {texts.tryNow}
      </button>
    </div>
  )
}

/** Tells what isolation the machine allows, and the one step to a better one. */
const doctorCommand = 'npm run wirelab -- doctor'

/** Stays as long as there is no real sandbox. */
function TrustBanner({ strings }: { readonly strings: WorkbenchStrings['connection'] }) {
  return (
    <div class="wl-notice wl-connection" data-tone="warn" role="note">
      <p>
        {strings.noSandbox} <span class="wl-soft">{strings.getSandbox}</span> <code>{doctorCommand}</code>
      </p>
    </div>
  )
}

function whatHappened(
  connection: Exclude<ConnectionState, { state: 'connecting' | 'connected' }>,
  strings: WorkbenchStrings,
): string {
  switch (connection.state) {
    case 'lost':
      return strings.connection.lost
    case 'unreachable':
      return strings.connection.unreachable
    case 'refused':
      return `${strings.connection.refused} ${strings.status.refused[connection.code]}`
    default:
      return connection satisfies never
  }
}

/** Whole seconds until a moment (as `Date.now()`), counted down while it lies ahead. */
function useSecondsUntil(moment: number | undefined): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (moment === undefined) return undefined
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [moment])
  return moment === undefined ? 0 : Math.max(0, Math.ceil((moment - now) / 1_000))
}
