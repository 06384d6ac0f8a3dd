/** What servers and pages may load, and what for. */
import type { ComponentChildren } from 'preact'
import type { ModuleStrings } from '../../strings/modules.ts'
import { pageModules } from '../project/provided-modules.ts'
import type { ConnectionState } from '../runtime/runtime.ts'
import { Dialog } from '../toolbar/Dialog.tsx'
import './module-list.css'

interface Props {
  readonly connection: ConnectionState
  readonly strings: ModuleStrings
  readonly onClose: () => void
}

export function ModuleList({ connection, strings, onClose }: Props) {
  const versions = connection.state === 'connected' ? connection.modules : undefined
  const names = Object.keys(versions ?? strings.purposes)
  const row = (name: string) => (
    <Module key={name} name={name} version={versions?.[name]}>
      {strings.purposes[name]}
    </Module>
  )
  return (
    <Dialog title={strings.title} onClose={onClose} read>
      {versions === undefined && <p class="wl-soft">{strings.notConnected}</p>}
      <h3>{strings.forServers}</h3>
      <ul class="wl-modules">
        {names.map(row)}
        <Module plain name={strings.nodeModules}>
          {strings.nodePurpose}
        </Module>
        <Module plain name={strings.ownFiles}>
          {strings.ownFilesPurpose}
        </Module>
      </ul>
      <h3>{strings.forPages}</h3>
      <ul class="wl-modules">
        {pageModules.map(row)}
        <Module plain name={strings.clientElsewhere}>
          {strings.clientElsewherePurpose}
        </Module>
        <Module name={strings.typescript}>{strings.typescriptPurpose}</Module>
      </ul>
      <div class="wl-dialog-actions">
        <button type="button" class="wl-button" onClick={onClose}>
          {strings.close}
        </button>
      </div>
    </Dialog>
  )
}

interface ModuleProps {
  readonly name: string
  readonly version?: string | undefined
  /** A description, not something to write in code. */
  readonly plain?: boolean
  readonly children: ComponentChildren
}

function Module({ name, version, plain = false, children }: ModuleProps) {
  return (
    <li>
      <span class="wl-module-name">
        {plain ? name : <code>{name}</code>}
        {version !== undefined && <span class="wl-soft"> {version}</span>}
      </span>
      <span>{children}</span>
    </li>
  )
}
