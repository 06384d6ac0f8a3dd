/** The client panes side by side, and a way to add one. */
import { Plus } from 'lucide-preact'
import { maxClients } from '../participants.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import { Pane } from './Pane.tsx'
import './panes.css'

export function Panes({ model }: { readonly model: WorkbenchModel }) {
  const clients = model.clients.value
  const { panes } = model.strings
  return (
    <div class="wl-panes" data-count={clients.length}>
      {clients.map((name) => (
        <Pane key={name} model={model} name={name} />
      ))}
      {clients.length < maxClients && (
        <button type="button" class="wl-add-client" onClick={() => model.addClient()}>
          <Plus size={15} aria-hidden="true" />
          {panes.add}
        </button>
      )}
    </div>
  )
}
