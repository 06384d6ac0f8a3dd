/** Where faults of ours go that happen in the background: the browser's console, with the stage they happened in. */
export function reportFault(stage: string, error: unknown): void {
  console.error(`Wirelab, ${stage}:`, error)
}
