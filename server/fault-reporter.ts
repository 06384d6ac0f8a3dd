/** Where faults of ours in the background go: one line on stderr with the stage, never silence, never a crash. */

export type FaultReporter = (stage: string, error: unknown) => void

export const reportFault: FaultReporter = (stage, error) => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`wirelab: ${stage}: ${text}\n`)
}
