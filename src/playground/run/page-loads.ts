/** What each client's pages have asked the server for in the present run: whom a changed file concerns. */
import type { TraceEvent } from '../../../protocol/trace.ts'
import { mayBe } from '../project/page-files.ts'

/** A page that makes up addresses must not fill the memory. */
const pathsPerClient = 500

/** Polls of a connection are no files. */
const isConnection = (path: string) => /[?&]EIO=\d/.test(path)

export interface ServedProject {
  readonly files: readonly string[]
  /** Whether the server's program names the file. */
  readonly isNamed: (file: string) => boolean
}

export class PageLoads {
  readonly #paths = new Map<string, Set<string>>()
  readonly #told: (client: string, startedAt: number) => void

  /** @param told that a client's page got something, and when it had asked for it: `at` of the trace */
  constructor(told: (client: string, startedAt: number) => void) {
    this.#told = told
  }

  reset(): void {
    this.#paths.clear()
  }

  batch(events: readonly TraceEvent[]): void {
    for (const event of events) {
      if (event.kind === 'run' && event.phase === 'start') this.reset()
      if (event.kind !== 'http' || event.method !== 'GET' || isConnection(event.path)) continue
      const paths = this.#paths.get(event.client) ?? new Set()
      if (paths.size < pathsPerClient) paths.add(event.path)
      this.#paths.set(event.client, paths)
      this.#told(event.client, event.at - event.durationUs)
    }
  }

  /** Whether a client's page may have got the file; a page with too many addresses may have got any. */
  concerns(client: string, file: string, project: ServedProject): boolean {
    const paths = this.#paths.get(client)
    if (paths === undefined) return false
    if (paths.size >= pathsPerClient) return true
    const named = project.isNamed(file)
    return [...paths].some((path) => mayBe(path, file, project.files, named))
  }
}
