/** A Socket.IO server that speaks the control protocol, for tests of the page's end: each answer is the test's. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import {
  controlPath,
  type ControlClientToServer,
  type ControlErrorCode,
  type ControlServerToClient,
  type FaultRequest,
  type OpenReply,
  type OpenRequest,
  type Reply,
  type ReportRequest,
  type RunRequest,
} from '../../../protocol/control.ts'

type PageSocket = Socket<ControlClientToServer, ControlServerToClient>

export const reply = (changes: Partial<OpenReply> = {}): OpenReply => ({
  session: 'a'.repeat(26),
  secret: 's'.repeat(43),
  resumed: false,
  status: { state: 'idle' },
  isolation: 'bubblewrap',
  startedAt: '2026-01-01T00:00:00.000Z',
  modules: { 'socket.io': '4.8.4' },
  paneOrigin: `http://{client}-{port}--${'a'.repeat(26)}.localhost:4680`,
  ...changes,
})

export const refusal = (code: ControlErrorCode): Reply<never> => ({
  ok: false,
  error: { code, message: code },
})

export interface ControlServer {
  readonly url: string
  /** What came, in order. */
  readonly opens: OpenRequest[]
  readonly runs: RunRequest[]
  readonly faults: FaultRequest[]
  readonly reports: ReportRequest[]
  readonly closes: number
  /** How the next `open` is answered. */
  answerOpen: (request: OpenRequest) => Reply<OpenReply>
  answerRun: (request: RunRequest) => Reply<{ run: number }>
  answerFault: () => Reply<Record<string, never>>
  /** The page that is connected now. */
  page(): PageSocket
  connected(): number
  /** Cuts the connection as a lost network would: no closing packet. */
  cut(): void
  close(): Promise<void>
}

/** Listens on a free port, or on `port` again. */
export async function startControlServer(port = 0): Promise<ControlServer> {
  const http = createServer()
  const io = new Server<ControlClientToServer, ControlServerToClient>(http, {
    path: controlPath,
    transports: ['websocket'],
  })
  let closes = 0
  const server: ControlServer = {
    url: '',
    opens: [],
    runs: [],
    faults: [],
    reports: [],
    get closes() {
      return closes
    },
    answerOpen: () => ({ ok: true, value: reply() }),
    answerRun: () => ({ ok: true, value: { run: 1 } }),
    answerFault: () => ({ ok: true, value: {} }),
    page() {
      const [socket] = io.sockets.sockets.values()
      if (socket === undefined) throw new Error('No page is connected.')
      return socket
    },
    connected: () => io.sockets.sockets.size,
    cut() {
      for (const socket of io.sockets.sockets.values()) socket.conn.close()
    },
    close: () => io.close(),
  }
  io.on('connection', (socket) => {
    socket.on('open', (request, ack) => {
      server.opens.push(request)
      ack(server.answerOpen(request))
    })
    socket.on('run', (request, ack) => {
      server.runs.push(request)
      ack(server.answerRun(request))
    })
    socket.on('write', (_request, ack) => ack({ ok: true, value: { at: 0 } }))
    socket.on('stop', (_request, ack) => ack({ ok: true, value: {} }))
    socket.on('fault', (request, ack) => {
      server.faults.push(request)
      ack(server.answerFault())
    })
    socket.on('report', (request, ack) => {
      server.reports.push(request)
      ack({ ok: true, value: {} })
    })
    socket.on('close', (_request, ack) => {
      closes += 1
      ack({ ok: true, value: {} })
    })
  })
  await new Promise<void>((resolve) => {
    http.listen(port, '127.0.0.1', resolve)
  })
  // A TCP server's address is never a path.
  const address = http.address() as AddressInfo
  return Object.assign(server, { url: `http://127.0.0.1:${address.port}` })
}
