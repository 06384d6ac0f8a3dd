/** Long work in slices, between which the page draws and answers. */

/** Short enough for the page to feel at rest, long enough for the slices to be few. */
const sliceMs = 24

export interface Watch {
  /** Nobody waits for the result any more. */
  readonly signal?: AbortSignal
  /** How much is done, from 0 to 1; never called for work that fits into one slice. */
  readonly onProgress?: (share: number) => void
}

/**
 * Runs steps that yield how much is done, to their result.
 * @throws {DOMException} an `AbortError` once the signal is given
 */
export async function inSlices<Result>(
  steps: Generator<number, Result>,
  { signal, onProgress }: Watch = {},
): Promise<Result> {
  for (;;) {
    signal?.throwIfAborted()
    const until = performance.now() + sliceMs
    let step = steps.next()
    while (step.done !== true && performance.now() < until) step = steps.next()
    if (step.done === true) return step.value
    onProgress?.(step.value)
    await nextTask()
  }
}

/** By a message: browsers hold timers of a page back that nobody looks at. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.addEventListener(
      'message',
      () => {
        port1.close()
        resolve()
      },
      { once: true },
    )
    port1.start()
    port2.postMessage(undefined)
  })
}
