/** Observes the program's Socket.IO servers from the inside (`instrument/`), and reports to the host. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Inbound } from '../../../instrument/environment.ts'
import { observeModule, type SocketIoModule } from '../../../instrument/observe-module.ts'
import type { InstrumentReport } from '../../../protocol/instrument.ts'
import { callerLocation, type SourceLocation } from './call-site.ts'
import { clock, sendInstrumentReports } from './channel.ts'

/** Taken now, as everything here: a program that replaces its timers does not replace ours. */
const setTimer = globalThis.setTimeout
const monotonicMs = performance.now.bind(performance)
const gatherMs = 1

/**
 * Calls whose place is looked up. Each takes 10 to 50 µs, the most of all that a report costs, and of a thousand emits a
 * second nobody looks at each.
 */
const placesPerSecond = 1000

/**
 * To be called before the program runs, with the one copy of socket.io that it will load: `import` gives the same classes
 * as `require`.
 */
export function observeSocketIo(require: NodeJS.Require): void {
  // The version is that of our own lockfile.
  const module = require('socket.io') as SocketIoModule
  const storage = new AsyncLocalStorage<Inbound>()
  const run: typeof storage.run = storage.run.bind(storage)
  const current = storage.getStore.bind(storage)
  let faults = 0

  const { flush } = observeModule(module, report, {
    now: clock,
    callSite: placeOfCall(),
    defer: soon,
    // What it would have said is missing in the trace; that much the reader is told.
    fault: () => faults++,
    asyncContext: { run: (cause, task) => run(cause, task), current },
  })
  // Before the error that ends it is told, which comes next; and whatever ends it, at its end.
  process.on('uncaughtExceptionMonitor', flush)
  process.on('exit', flush)

  function report(reports: readonly InstrumentReport[]): void {
    sendInstrumentReports(reports)
    if (faults > 0) sendInstrumentReports([{ kind: 'dropped', clock: clock(), count: faults }])
    faults = 0
  }
}

function placeOfCall(): () => SourceLocation | null {
  let sinceMs = Number.NEGATIVE_INFINITY
  let left = 0
  return () => {
    const nowMs = monotonicMs()
    if (nowMs - sinceMs >= 1000) {
      sinceMs = nowMs
      left = placesPerSecond
    }
    left -= 1
    return left >= 0 ? callerLocation() : null
  }
}

/**
 * Soon, but not at once: to wake the host for each event doubled the round trip of an echo. The trace's events wait for
 * each other a little longer than that. The timer does not keep the process alive.
 */
function soon(task: () => void): void {
  setTimer(task, gatherMs).unref()
}
