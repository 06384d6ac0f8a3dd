/** Opens one more client, while there are names left. */
import { Plus } from 'lucide-preact'
import { maxClients } from '../participants.ts'
import type { WorkbenchModel } from '../workbench-model.ts'

export function AddClient({ model }: { readonly model: WorkbenchModel }) {
  return (
    <button
      type="button"
      class="wl-button"
      disabled={model.clients.value.length >= maxClients}
      onClick={() => model.addClient()}
    >
      <Plus size={15} aria-hidden="true" />
      {model.strings.panes.add}
    </button>
  )
}
