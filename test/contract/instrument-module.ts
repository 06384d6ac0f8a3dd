/** Copies of socket.io of their own, so that one can be observed while another stays as it came. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createRequire } from 'node:module'
import type { Server } from 'socket.io'
import type { InstrumentReport } from '../../protocol/instrument.ts'
import type { Environment, Inbound } from '../../instrument/environment.ts'
import { observeModule } from '../../instrument/observe-module.ts'

export interface SocketIoCopy {
  readonly Server: typeof Server
  readonly Namespace: { readonly prototype: object }
  readonly Socket: { readonly prototype: object }
}

const require = createRequire(import.meta.url)

/** Loads socket.io, engine.io and the adapter once more. */
export function freshSocketIo(): SocketIoCopy {
  for (const path of Object.keys(require.cache)) {
    if (/node_modules\/(socket\.io|engine\.io|socket\.io-adapter)\//.test(path)) delete require.cache[path]
  }
  // The package's own declaration of what it exports.
  return require('socket.io') as SocketIoCopy
}

export interface ObservedCopy {
  readonly module: SocketIoCopy
  /** All reports so far; the caller may empty it. */
  readonly reports: InstrumentReport[]
  readonly faults: unknown[]
  readonly flush: () => void
}

/** An environment as the sandbox gives it, but for the place of a call, which each test names itself. */
export function testEnvironment(faults: unknown[], callSite: Environment['callSite']): Environment {
  const storage = new AsyncLocalStorage<Inbound>()
  return {
    now: () => String(process.hrtime.bigint()),
    callSite,
    defer: (task) => void setImmediate(task),
    fault: (error) => void faults.push(error),
    asyncContext: {
      run: (cause, task) => storage.run(cause, task),
      current: () => storage.getStore(),
    },
  }
}

export function observedSocketIo(callSite: Environment['callSite'] = () => undefined): ObservedCopy {
  const module = freshSocketIo()
  const reports: InstrumentReport[] = []
  const faults: unknown[] = []
  const observation = observeModule(
    module,
    (batch) => void reports.push(...batch),
    testEnvironment(faults, callSite),
  )
  return { module, reports, faults, flush: () => observation.flush() }
}
