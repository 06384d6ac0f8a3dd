/** A clock and a timer that move only when a test says so. */
interface Task {
  readonly dueUs: number
  readonly run: () => void
}

export class ManualClock {
  #nowUs = 0
  readonly #tasks = new Set<Task>()

  readonly now = (): number => this.#nowUs

  readonly schedule = (run: () => void, delayMs: number): (() => void) => {
    const task = { dueUs: this.#nowUs + delayMs * 1_000, run }
    this.#tasks.add(task)
    return () => this.#tasks.delete(task)
  }

  /** Timers that have not fired. */
  get waiting(): number {
    return this.#tasks.size
  }

  /** Lets the time pass, and the timers fire at their times. */
  advance(ms: number): void {
    const untilUs = this.#nowUs + ms * 1_000
    for (;;) {
      const due = [...this.#tasks].filter((task) => task.dueUs <= untilUs)
      const next = due.sort((a, b) => a.dueUs - b.dueUs)[0]
      if (next === undefined) break
      this.#tasks.delete(next)
      this.#nowUs = Math.max(this.#nowUs, Math.ceil(next.dueUs))
      next.run()
    }
    this.#nowUs = untilUs
  }
}
