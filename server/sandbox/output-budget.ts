/**
 * What a program may write in a second, streams and console together, and what its instrumentation may report beside
 * that. Beyond the limit output is given up and counted; far beyond it, its pipes are not even read until the second is
 * over, so that a flood costs the host little.
 */
import type { Readable } from 'node:stream'
import type { SandboxObserver } from './isolation.ts'

const windowMs = 1000
/** Multiple of the limit that is read (and thrown away) before the pipes are left alone. */
const readFactor = 4
/** Small reports that no flood of output may push out: a port opened or closed, an error that ends it. */
const noticesPerWindow = 100
/**
 * Reports of the instrumentation, and their bytes. More than an honest one sends (`instrument/report-queue.ts`), which
 * bounds itself: a program that is observed must not wait until the second is over. A report costs the host 3 µs.
 */
const instrumentReportsPerWindow = 20_000
const instrumentBytesPerWindow = 8 * 1_048_576

export class OutputBudget {
  readonly #limitBytes: number
  readonly #onDropped: SandboxObserver['dropped']
  readonly #pipes = new Set<Readable>()
  #windowStart = 0
  #usedBytes = 0
  #readBytes = 0
  #notices = 0
  #instrumentReports = 0
  #instrumentBytes = 0
  #instrumentReadBytes = 0
  #ended = false
  #isPaused = false
  #dropped = { 'output-bytes': 0, reports: 0 }
  #timer: NodeJS.Timeout | null = null

  constructor(limitBytes: number, onDropped: SandboxObserver['dropped']) {
    this.#limitBytes = limitBytes
    this.#onDropped = onDropped
  }

  /** Nothing is read until the second is over. */
  get isPaused(): boolean {
    return this.#isPaused
  }

  /** A pipe that is paused while the program floods. */
  control(pipe: Readable): void {
    this.#pipes.add(pipe)
  }

  /** Counts bytes that were read, whatever becomes of them. */
  read(bytes: number): void {
    this.#turn()
    this.#readBytes += bytes
    if (this.#readBytes > this.#limitBytes * readFactor) this.#pause()
  }

  /** The same for what the instrumentation wrote. */
  readInstrument(bytes: number): void {
    this.#turn()
    this.#instrumentReadBytes += bytes
    if (this.#instrumentReadBytes > instrumentBytesPerWindow * 2) this.#pause()
  }

  /** Whether these reports of the instrumentation may be parsed and passed on; if not they are counted as dropped. */
  grantInstrument(count: number, bytes: number): boolean {
    this.#turn()
    this.#instrumentReports += count
    this.#instrumentBytes += bytes
    const granted =
      this.#instrumentReports <= instrumentReportsPerWindow &&
      this.#instrumentBytes <= instrumentBytesPerWindow
    if (!granted) this.dropReports(count)
    return granted
  }

  /** How many of these bytes may be passed on; the others are counted as dropped. */
  grant(bytes: number): number {
    this.#turn()
    const granted = Math.min(bytes, Math.max(0, this.#limitBytes - this.#usedBytes))
    this.#usedBytes += granted
    if (granted < bytes) this.#drop('output-bytes', bytes - granted)
    return granted
  }

  /** Whether a report of this size may be passed on; if not it is counted as dropped. */
  grantReport(bytes: number): boolean {
    this.#turn()
    if (this.#usedBytes + bytes > this.#limitBytes) {
      this.dropReports(1)
      return false
    }
    this.#usedBytes += bytes
    return true
  }

  /** The same for a report that says that something happened, and has hardly any size. */
  grantNotice(): boolean {
    this.#turn()
    this.#notices += 1
    if (this.#notices > noticesPerWindow) this.dropReports(1)
    return this.#notices <= noticesPerWindow
  }

  dropReports(count: number): void {
    this.#drop('reports', count)
  }

  /** The program is over: tells what was dropped last, and lets the pipes run dry. */
  end(): void {
    this.#ended = true
    this.#settle()
  }

  #drop(what: 'output-bytes' | 'reports', count: number): void {
    this.#dropped[what] += count
    if (this.#ended) this.#settle()
    else this.#endWindowLater()
  }

  #turn(): void {
    if (performance.now() - this.#windowStart >= windowMs) this.#beginWindow()
  }

  #beginWindow(): void {
    this.#windowStart = performance.now()
    this.#usedBytes = 0
    this.#readBytes = 0
    this.#notices = 0
    this.#instrumentReports = 0
    this.#instrumentBytes = 0
    this.#instrumentReadBytes = 0
  }

  #pause(): void {
    if (this.#ended) return
    this.#isPaused = true
    for (const pipe of this.#pipes) pipe.pause()
    this.#endWindowLater()
  }

  #endWindowLater(): void {
    if (this.#timer) return
    const leftMs = Math.max(0, this.#windowStart + windowMs - performance.now())
    this.#timer = setTimeout(() => {
      this.#beginWindow()
      this.#settle()
    }, leftMs)
    this.#timer.unref()
  }

  /** Tells what was dropped since the last time, and reads on. */
  #settle(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    for (const what of ['output-bytes', 'reports'] as const) {
      const count = this.#dropped[what]
      this.#dropped[what] = 0
      if (count > 0) this.#onDropped(what, count)
    }
    this.#isPaused = false
    for (const pipe of this.#pipes) pipe.resume()
  }
}
