/** The client panes side by side. */
import type { WorkbenchModel } from '../workbench-model.ts'
import { Pane } from './Pane.tsx'
import './panes.css'

export function Panes({ model }: { readonly model: WorkbenchModel }) {
  // A check may need a client whose pane was removed: it has one for as long as it is there.
  const names = new Set([...model.clients.value, ...(model.checks.stage.cast.value?.keys() ?? [])])
  return (
    <div class="wl-panes">
      {[...names].map((name) => (
        <Pane key={name} model={model} name={name} />
      ))}
    </div>
  )
}
