/** A pane while checks run: the check's client, or nobody. */
import { checkClientPath } from '../../../protocol/pane-constants.ts'
import { checksStrings } from '../../strings/checks.ts'
import type { StagedClient } from '../checks/stage.ts'
import { participant } from '../participants.ts'
import type { PaneHandle } from '../runtime/runtime.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import { PaneFrame } from './PaneFrame.tsx'

interface Props {
  readonly model: WorkbenchModel
  readonly handle: PaneHandle
  readonly client: StagedClient | undefined
}

export function StagedPane({ model, handle, client }: Props) {
  const { language } = model.props
  if (client === undefined) {
    return (
      <div class="wl-empty">
        <p>{checksStrings(language).paneIdle}</p>
      </div>
    )
  }
  const path = client.kind === 'plain' ? `${checkClientPath}?language=${language}` : '/'
  return (
    <PaneFrame
      key={client.number}
      handle={handle}
      url={handle.url(client.port, path)}
      title={model.strings.panes.frameTitle(participant(handle.name).name)}
      ended={undefined}
      silent={model.strings.panes.silent}
      staged={client}
    />
  )
}
