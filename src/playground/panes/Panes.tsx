/** The client panes side by side. */
import type { WorkbenchModel } from '../workbench-model.ts'
import { Pane } from './Pane.tsx'
import './panes.css'

export function Panes({ model }: { readonly model: WorkbenchModel }) {
  return (
    <div class="wl-panes">
      {model.clients.value.map((name) => (
        <Pane key={name} model={model} name={name} />
      ))}
    </div>
  )
}
