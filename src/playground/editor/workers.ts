/**
 * Monaco's workers. The one that knows TypeScript is by far the largest thing that a page can load, so it comes when
 * somebody turns to the code; and both outlast a server that is away for a moment.
 */

const retryMs = 2_000

const wanted = Promise.withResolvers<void>()

/** Somebody turns to the code: it is time for markers and suggestions. Twice is once. */
export function wantLanguageService(): void {
  wanted.resolve()
}

/** The worker of {@link loadWorker}, not before {@link wantLanguageService}. */
export async function loadLanguageService(url: string): Promise<Worker> {
  await wanted.promise
  return loadWorker(url)
}

/**
 * Starts the worker once its script can be had, however often that must be tried: Monaco tries once.
 * @param url of a module script; the second request for it finds it in the browser's cache
 */
export async function loadWorker(url: string): Promise<Worker> {
  while (!(await isThere(url))) await new Promise((resolve) => setTimeout(resolve, retryMs))
  return new Worker(url, { type: 'module' })
}

async function isThere(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url)
    // Read to its end: the server may go away in the middle of it.
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}
