/** What of the trace goes into an export: what its reader sees, or everything that is kept. */
import { knownTrace } from '../../../trace/filter/filtered-events.ts'
import { compileFilter } from '../../../trace/filter/matcher.ts'
import type { Exported } from './export-files.ts'
import type { InspectorModel } from './inspector-model.ts'

export type ExportScope = 'view' | 'all'

/** Something that is kept is not in view: it was cleared away, or does not pass the filter. */
export function hidesAnything(model: InspectorModel): boolean {
  return model.hiddenThrough.value > 0 || model.filter.inForce.value !== undefined
}

export function excerptOf(model: InspectorModel, scope: ExportScope): Exported {
  const { header, events, dropped, lanes } = model
  const whole = { header, events, dropped, lanes }
  if (scope === 'all') return whole
  const from = model.hiddenThrough.value
  const filter = model.filter.inForce.value
  if (filter === undefined) return { ...whole, shows: ({ seq }) => seq > from }
  const matches = compileFilter(filter)
  const known = knownTrace(events)
  return { ...whole, shows: (event) => event.seq > from && matches(event, known) }
}
