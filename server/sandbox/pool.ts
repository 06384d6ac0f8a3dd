/** Warm sandboxes in store, so that a run does not wait for one to start. Each is taken once and never comes back. */
import type { Limits } from '../limits.ts'
import type { Isolation, SandboxProcess } from './isolation.ts'

/** The run that was just started has the processor first; starting the next spare costs as much as a Node.js start. */
const refillDelayMs = 250
/** After a failed start: a machine that cannot start one now may in a while. */
const retryDelayMs = 5000

export interface PoolOptions {
  /** Spares kept in store. */
  readonly size: number
  /** Hears why a start in the background failed. Who waits for a sandbox hears it through `take`. */
  readonly onError?: (error: unknown) => void
}

interface Waiter {
  resolve(process: SandboxProcess): void
  reject(error: unknown): void
}

export class SandboxPool {
  readonly #isolation: Isolation
  readonly #limits: Limits
  readonly #options: PoolOptions
  readonly #spares: SandboxProcess[] = []
  readonly #waiters: Waiter[] = []
  #filling: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #closed = false

  constructor(isolation: Isolation, limits: Limits, options: PoolOptions) {
    this.#isolation = isolation
    this.#limits = limits
    this.#options = options
    this.#fillNow()
  }

  /**
   * A warm sandbox, which is then the caller's to kill: at once from the store, or when the next one is warm. Rejects
   * with `SandboxStartError`, or with the signal's reason.
   */
  take(signal?: AbortSignal): Promise<SandboxProcess> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error)
    if (this.#closed) return Promise.reject(new PoolClosedError())
    const spare = this.#spares.shift()
    if (spare) {
      this.#fillIn(refillDelayMs)
      return Promise.resolve(spare)
    }
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1)
        reject(signal?.reason as Error)
      }
      const settle = (): void => signal?.removeEventListener('abort', abort)
      const waiter: Waiter = {
        resolve: (process) => {
          settle()
          resolve(process)
        },
        reject: (error) => {
          settle()
          reject(error)
        },
      }
      this.#waiters.push(waiter)
      signal?.addEventListener('abort', abort, { once: true })
      this.#fillNow()
    })
  }

  /** Kills the spares; resolves when none is left. Sandboxes that were taken stay their takers'. */
  async close(): Promise<void> {
    this.#closed = true
    this.#cancelTimer()
    for (const waiter of this.#waiters.splice(0)) waiter.reject(new PoolClosedError())
    await this.#filling
    await Promise.all(this.#spares.splice(0).map((spare) => spare.kill('closed')))
  }

  #fillIn(delayMs: number): void {
    if (this.#closed || this.#timer || this.#filling) return
    this.#timer = setTimeout(() => this.#fillNow(), delayMs)
    // A pool alone keeps no process running.
    this.#timer.unref()
  }

  #fillNow(): void {
    this.#cancelTimer()
    if (this.#closed || this.#filling) return
    this.#filling = this.#fill().finally(() => {
      this.#filling = null
    })
  }

  #cancelTimer(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** One start after the other: two at once would take the processor from the runs. */
  async #fill(): Promise<void> {
    while (!this.#closed && (this.#waiters.length > 0 || this.#spares.length < this.#options.size)) {
      try {
        this.#give(await this.#isolation.start(this.#limits))
      } catch (error) {
        for (const waiter of this.#waiters.splice(0)) waiter.reject(error)
        this.#options.onError?.(error)
        setTimeout(() => this.#fillNow(), retryDelayMs).unref()
        return
      }
    }
  }

  #give(process: SandboxProcess): void {
    const waiter = this.#waiters.shift()
    if (waiter) return waiter.resolve(process)
    this.#spares.push(process)
    void process.ended.then(() => {
      const index = this.#spares.indexOf(process)
      if (index < 0) return // It was taken before it ended.
      this.#spares.splice(index, 1)
      this.#fillIn(refillDelayMs)
    })
  }
}

export class PoolClosedError extends Error {
  readonly code = 'pool-closed'
  constructor() {
    super('The server is stopping and starts no more sandboxes.')
    this.name = 'PoolClosedError'
  }
}
