/** The keys that work wherever the focus is in the inspector. */
import type { InspectorModel } from './inspector-model.ts'

export function keyInInspector(event: KeyboardEvent, model: InspectorModel): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
  if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null) return
  if (!used(event, model)) return
  event.preventDefault()
  // To the workbench, Escape is something else.
  event.stopPropagation()
}

function used({ key, code }: KeyboardEvent, model: InspectorModel): boolean {
  if (key === 'Escape') {
    const travels = model.moment.travelled.peek() !== undefined
    if (travels) model.backToLive()
    return travels
  }
  const selection = model.selection.peek()
  // By its place as well: on a Russian layout the key gives another letter.
  if ((key !== 'p' && code !== 'KeyP') || selection === undefined) return false
  model.togglePin(selection)
  return true
}
