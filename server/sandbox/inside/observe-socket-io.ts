/** Observes the program's Socket.IO servers from the inside (`instrument/`), and reports to the host. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Inbound } from '../../../instrument/environment.ts'
import { observeModule, type SocketIoModule } from '../../../instrument/observe-module.ts'
import type { InstrumentReport } from '../../../protocol/instrument.ts'
import { callerLocation } from './call-site.ts'
import { clock, sendInstrumentReports } from './channel.ts'

/** Taken now, as everything here: a program that replaces its timers does not replace ours. */
const { setImmediate, clearImmediate, setTimeout, clearTimeout } = globalThis
const wakeMs = 1

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
    callSite: callerLocation,
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

/**
 * Once the present turn of the event loop is over. Neither keeps the process alive; and an immediate that does not would
 * wait for the next thing to happen, which may be far away, but for the timer.
 */
function soon(task: () => void): void {
  const next = (): void => {
    clearImmediate(immediate)
    clearTimeout(timer)
    task()
  }
  const immediate = setImmediate(next).unref()
  const timer = setTimeout(next, wakeMs).unref()
}
