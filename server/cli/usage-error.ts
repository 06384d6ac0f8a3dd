/** The command line was not right: one sentence that says what to do, and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** `parseArgs` of Node speaks in its own codes; here it becomes our one sentence. */
export function asUsageError(error: unknown, command: string): UsageError {
  const message = error instanceof Error ? error.message.split('. ')[0] : String(error)
  return new UsageError(`${message}. See: wirelab ${command} --help`)
}
