/** Observes one Socket.IO server that exists already. */
import type { Environment, ReportSink } from './environment.ts'
import {
  newReporter,
  observeAdapter,
  observeClasses,
  type Observation,
  type SocketIoModule,
} from './observe-module.ts'
import { observeEngine } from './observe-engine.ts'
import { addObserver } from './observer.ts'
import type { SocketIoServer } from './socket-io-shape.ts'

/**
 * Observes this server and no other, from its next connection on. Connections that exist already stay unobserved, so call
 * it before the first.
 *
 * @param io a `Server` of socket.io 4
 * @param module the copy of socket.io that it comes from
 */
export function observeServer(
  io: object,
  module: SocketIoModule,
  sink: ReportSink,
  environment: Environment,
): Observation {
  // By contract a Server; its insides are private in socket.io's own types.
  const server = io as SocketIoServer
  const reporter = newReporter(sink, environment)
  observeClasses(module)
  addObserver(server, reporter)
  for (const namespace of server._nsps?.values() ?? []) observeAdapter(namespace)
  if (server.engine) observeEngine(server.engine, server)
  return { flush: reporter.queue.flush }
}
