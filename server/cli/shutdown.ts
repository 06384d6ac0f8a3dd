/** When this process is to end: a signal, or the end of the wrapper that started it (npm, `bin/wirelab.mjs`). */

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Longer than any orderly end takes; then the kernel cleans up (sandboxes die with this process). */
const patienceMs = 5_000

/** Aborts once, at the first request to end. Later signals change nothing: the end under way is bounded. */
export function shutdownSignal(): AbortSignal {
  const controller = new AbortController()
  const end = () => {
    if (controller.signal.aborted) return
    controller.abort()
    setTimeout(() => process.exit(1), patienceMs).unref()
  }
  for (const signal of signals) process.on(signal, end)
  process.on('disconnect', end)
  return controller.signal
}

/** Resolves when `signal` aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
