/** The whole product on one port: site, control channel and gateway, told apart by the Host header. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { openControlChannel } from './control/control.ts'
import type { FaultReporter } from './fault-reporter.ts'
import { clientServerOptions } from './gateway/server-options.ts'
import { portMax } from './gateway/address.ts'
import { createGateway } from './gateway/gateway.ts'
import { responseOn } from './gateway/upgrade.ts'
import type { Limits } from './limits.ts'
import type { Isolation } from './sandbox/isolation.ts'
import { SandboxPool } from './sandbox/pool.ts'
import { removeLeftOverTraces } from './session/left-over-traces.ts'
import { Sessions } from './session/sessions.ts'
import { proxySite, proxySiteUpgrade } from './site/dev-site.ts'
import { serveSite, type RequestHandler } from './site/static-site.ts'
import { controlPath } from '../protocol/control.ts'

/** Only programs of this machine reach the server; a deployment puts a proxy with TLS in front. */
const host = '127.0.0.1'

/** Warm processes that wait for a program. */
export const spareProcesses = 2

/** How many ports after the asked one are tried when it is taken. */
const portsTried = 50

export interface AppOptions {
  /** The port asked for; when it is taken, the next free one is used. 0 takes any. */
  readonly port: number
  readonly isolation: Isolation
  readonly limits: Limits
  /** Versions of what a program may import. */
  readonly modules: Readonly<Record<string, string>>
  /** The built site, or the port of Astro's development server. */
  readonly site: { folder: string } | { devPort: number }
  /** Where sessions keep their traces. */
  readonly stateFolder: string
  readonly fault: FaultReporter
}

export interface App {
  /** As in `http://localhost:4680`. */
  readonly origin: string
  readonly port: number
  /** Sessions alive. */
  sessions(): number
  /** Ends every session and process; resolves when nothing is left. */
  close(): Promise<void>
}

/** Starts the product. Rejects when no port is free. */
export async function startApp(options: AppOptions): Promise<App> {
  const http = createServer(clientServerOptions)
  const port = await listen(http, options.port)
  const domain = `localhost:${port}`
  const origin = `http://${domain}`

  const pool = new SandboxPool(options.isolation, options.limits, {
    size: spareProcesses,
    onError: (error) => options.fault('spare sandbox', error),
  })
  const gateway = createGateway({ siteOrigin: origin, domain, secure: false, fault: options.fault })
  const traces = join(options.stateFolder, 'sessions')
  const swept = removeLeftOverTraces(traces, port).catch((error: unknown) =>
    options.fault('traces left over', error),
  )
  const sessions = new Sessions({
    isolation: options.isolation.level,
    limits: options.limits,
    folder: join(traces, String(port)),
    takeProcess: () => pool.take(),
    opened: (session) => gateway.register(session),
    applyFault: (session, fault, client) => gateway.applyFault(session.id, fault, client),
    runEnded: (session) => gateway.endRun(session.id),
    fault: options.fault,
  })
  // Socket.IO takes over the server it is attached to; this one never listens, and gets what is meant for it.
  const controlHttp = createServer()
  const closeControl = openControlChannel({
    http: controlHttp,
    siteOrigin: origin,
    sessions,
    limits: options.limits,
    isolation: options.isolation.level,
    modules: options.modules,
    paneOrigin: (id) => `http://{client}-{port}--${id}.${domain}`,
    fault: options.fault,
  })

  const { site } = options
  const serve = 'folder' in site ? serveSite(site.folder, siteHeaders(domain)) : proxySite(site.devPort)
  const isSite = (request: IncomingMessage) => request.headers.host === domain
  // As Socket.IO reads it; what it does not take for its own, nobody would answer.
  const isControl = (request: IncomingMessage) => request.url?.startsWith(`${controlPath}/`) === true
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!isSite(request)) answerForeign(request, response, origin, gateway.handleRequest)
    else if (isControl(request)) controlHttp.emit('request', request, response)
    else serve(request, response)
  })
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node takes its own listener away, and an error that nobody hears of would end this process.
    socket.on('error', () => socket.destroy())
    if (!isSite(request)) gateway.handleUpgrade(request, socket, head)
    else if (isControl(request)) controlHttp.emit('upgrade', request, socket, head)
    else if ('devPort' in site) proxySiteUpgrade(site.devPort, request, socket, head)
    // An HTTP server over TCP hands out its net.Socket.
    else
      responseOn(request, socket as Socket)
        ?.writeHead(404, { 'Content-Length': '0' })
        .end()
  })

  return {
    origin,
    port,
    sessions: () => sessions.count,
    close: async () => {
      await closeControl()
      await sessions.close()
      await pool.close()
      await swept
      http.closeAllConnections()
      if (http.listening) await new Promise<void>((resolve) => http.close(() => resolve()))
    },
  }
}

/** The numbers people type: they are sent on to the one address of the site, where its storage and checks are. */
function answerForeign(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  gateway: RequestHandler,
): void {
  const { port } = new URL(origin)
  const numeric = request.headers.host === `127.0.0.1:${port}`
  if (!numeric || (request.method !== 'GET' && request.method !== 'HEAD')) {
    gateway(request, response)
    return
  }
  // Joined as text: a path such as //host must not become an address of its own.
  response.writeHead(307, { Location: `${origin}${request.url?.startsWith('/') ? request.url : '/'}` }).end()
}

function siteHeaders(domain: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [
      "default-src 'self'",
      // Starlight's theme script and Astro's island loader stand in the page; pagefind is WebAssembly.
      "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      "worker-src 'self' blob:",
      `connect-src 'self' ws://${domain}`,
      `frame-src http://*.localhost:${domain.split(':')[1] ?? ''}`,
      "frame-ancestors 'none'",
      "base-uri 'self'",
      "object-src 'none'",
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  }
}

async function listen(http: ReturnType<typeof createServer>, asked: number): Promise<number> {
  for (let port = asked; ; port += 1) {
    const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      http.once('error', resolve)
      http.listen({ port, host }, () => {
        http.off('error', resolve)
        resolve(undefined)
      })
    })
    if (!error) {
      // A TCP server's address is an object; a string stands for a pipe.
      const address = http.address() as AddressInfo
      return address.port
    }
    if (error.code !== 'EADDRINUSE' || port >= Math.min(asked + portsTried, portMax)) throw error
  }
}
