/** Observes every server that a loaded copy of socket.io makes, however it is made. */
import type { Environment, ReportSink } from './environment.ts'
import { observeAdapterBroadcasts, observeOperatorEmits, observeSocketEmits } from './observe-emits.ts'
import { observeEngine } from './observe-engine.ts'
import { observeDispatch, observeSocketHandlers } from './observe-handlers.ts'
import { addObserver, observerOf, Reporter } from './observer.ts'
import { observeRooms } from './observe-rooms.ts'
import { observeNamespaceConnects, observeServerConnects, observeSocketLife } from './observe-sockets.ts'
import { sweep } from './observe-state.ts'
import type { Engine, Namespace, SocketIoServer } from './socket-io-shape.ts'
import { baseWith, onceFor, wrapMethod } from './wrap-method.ts'

/** What `require('socket.io')` gives, or `import * as` of it: both name the same classes. */
export interface SocketIoModule {
  readonly Server: { readonly prototype: object }
  readonly Namespace: { readonly prototype: object }
  readonly Socket: { readonly prototype: object }
}

export interface Observation {
  /** Hands over at once what waits, for a process that is about to end. */
  readonly flush: () => void
}

/**
 * Observes the servers that this copy of the module makes from now on: by `new Server(…)`, by calling the module, or by a
 * subclass. Call it once, before the program runs.
 */
export function observeModule(
  module: SocketIoModule,
  sink: ReportSink,
  environment: Environment,
): Observation {
  const reporter = newReporter(sink, environment)
  observeClasses(module)
  // The first thing that a new server does with a part of its own: it makes the namespace `/`.
  wrapMethod<Namespace, unknown[]>(module.Namespace.prototype, '_initAdapter', (self, args, original) => {
    addObserver(self.server, reporter)
    return original(self, args)
  })
  return { flush: reporter.queue.flush }
}

export function newReporter(sink: ReportSink, environment: Environment): Reporter {
  const reporter = new Reporter(sink, environment)
  reporter.queue.beforeFlush(() => sweep((observer) => observer.reporter === reporter))
  return reporter
}

/** Puts the observing code around the module's methods; servers without an observer run as before. */
export function observeClasses({ Server, Namespace, Socket }: SocketIoModule): void {
  onceFor(Server.prototype, (prototype) => {
    observeServerConnects(prototype)
    wrapMethod<SocketIoServer, [Engine]>(prototype, 'bind', (self, args, original) => {
      if (observerOf(self)) observeEngine(args[0], self)
      return original(self, args)
    })
  })
  onceFor(Namespace.prototype, (prototype) => {
    observeNamespaceConnects(prototype)
    wrapMethod<Namespace, unknown[]>(prototype, '_initAdapter', (self, args, original) => {
      const result = original(self, args)
      observeAdapter(self)
      return result
    })
    onceFor(operatorPrototype(prototype), observeOperatorEmits)
  })
  onceFor(Socket.prototype, (prototype) => {
    observeSocketEmits(prototype)
    observeSocketHandlers(prototype)
    observeSocketLife(prototype)
    onceFor(baseWith(prototype, 'emitUntyped'), observeDispatch)
  })
}

export function observeAdapter({ adapter }: Namespace): void {
  const base = baseWith(adapter, 'addAll')
  onceFor(base, observeRooms)
  // Every Server.close() of socket.io puts the base class's own `broadcast` back; what is kept for those who come back is
  // kept by a class of its own.
  const kind: unknown = Object.getPrototypeOf(adapter)
  if (typeof kind === 'object' && kind !== null && kind !== base) onceFor(kind, observeAdapterBroadcasts)
}

/** The class of `io.to(…)` is not exported. An operator without an adapter is made and dropped. */
function operatorPrototype(namespacePrototype: object): object | undefined {
  const to: unknown = Reflect.get(namespacePrototype, 'to')
  if (typeof to !== 'function') return undefined
  const operator: unknown = Reflect.apply(to, { adapter: undefined }, ['room'])
  return typeof operator === 'object' && operator !== null ? baseWith(operator, 'emit') : undefined
}
