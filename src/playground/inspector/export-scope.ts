/** What of the trace goes into an export: what its reader sees, or everything that is kept. */
import type { Exported } from './export-files.ts'
import type { InspectorModel } from './inspector-model.ts'

export type ExportScope = 'view' | 'all'

/** Something that is kept is not in view: it was cleared away. */
export function hidesAnything(model: InspectorModel): boolean {
  return model.hiddenThrough.value > 0
}

export function excerptOf(model: InspectorModel, scope: ExportScope): Exported {
  const { header, events, dropped, lanes } = model
  const whole = { header, events, dropped, lanes }
  if (scope === 'all') return whole
  const from = model.hiddenThrough.value
  return { ...whole, shows: ({ seq }) => seq > from }
}
