/** The clients of a workbench: their names, and the colour of each as CSS has it. */
import { clientNames, participant } from '../../trace/participant.ts'

export { clientNames, participant } from '../../trace/participant.ts'

/** As many panes as a workbench holds at once. */
export const maxClients = clientNames.length

/** The colour as a CSS value, for `style` attributes. */
export function participantColour(id: string): string {
  return `var(--wl-participant-${participant(id).colour})`
}

/** The name that the next pane gets, or undefined when all are in use. */
export function nextClientName(used: readonly string[]): string | undefined {
  return used.length < maxClients ? clientNames.find((name) => !used.includes(name)) : undefined
}
