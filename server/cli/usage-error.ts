/** The command line was not right: one sentence that says what to do, and exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
