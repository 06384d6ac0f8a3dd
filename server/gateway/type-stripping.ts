/**
 * Learners' TypeScript to JavaScript, in a thread of its own. Parsing is no running, but a hostile source can keep the
 * parser busy for hours, or break it so that it fails for every source after it: the thread is then replaced.
 */
import { Worker } from 'node:worker_threads'

export type Stripped =
  /** Lines and columns are those of the source. */
  | { readonly state: 'stripped'; readonly code: string }
  /** No TypeScript, or more than types over JavaScript. */
  | {
      readonly state: 'mistaken'
      readonly message: string
      readonly line?: number
      readonly column?: number
    }
  /** The parser did not get through it. */
  | { readonly state: 'too-hard' }

interface Job {
  readonly source: string
  readonly done: (stripped: Stripped) => void
}

/** A quarter of a megabyte of ordinary source takes 75 ms. */
const deadlineMs = 1_000
/** The thread and its parser hold some megabytes. */
const idleMs = 10_000

export class TypeStripping {
  /** By owner, so that nobody waits for more than one source of each other owner. */
  readonly #waiting = new Map<object, Job[]>()
  #worker: Worker | undefined
  #busy = false
  #idle: NodeJS.Timeout | undefined

  /** @param owner whose source it is: owners take turns */
  strip(owner: object, source: string): Promise<Stripped> {
    const { promise, resolve } = Promise.withResolvers<Stripped>()
    const jobs = this.#waiting.get(owner) ?? []
    jobs.push({ source, done: resolve })
    this.#waiting.set(owner, jobs)
    this.#next()
    return promise
  }

  #next(): void {
    const [turn] = this.#waiting
    if (this.#busy || !turn) return
    const [owner, jobs] = turn
    const job = jobs.shift()
    this.#waiting.delete(owner)
    if (jobs.length > 0) this.#waiting.set(owner, jobs)
    if (job) this.#run(job)
  }

  #run({ source, done }: Job): void {
    this.#busy = true
    clearTimeout(this.#idle)
    this.#worker ??= new Worker(new URL('type-stripping-worker.ts', import.meta.url))
    const worker = this.#worker
    worker.unref()
    const finish = (stripped: Stripped) => {
      clearTimeout(timer)
      worker.off('message', finish)
      worker.off('error', broke)
      worker.off('exit', broke)
      if (stripped.state === 'too-hard') this.#end()
      this.#busy = false
      this.#idle = setTimeout(() => this.#end(), idleMs).unref()
      done(stripped)
      this.#next()
    }
    const broke = () => finish({ state: 'too-hard' })
    const timer = setTimeout(broke, deadlineMs)
    worker.once('message', finish)
    worker.once('error', broke)
    worker.once('exit', broke)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
    worker.postMessage(source)
  }

  #end(): void {
    clearTimeout(this.#idle)
    void this.#worker?.terminate()
    this.#worker = undefined
  }
}
