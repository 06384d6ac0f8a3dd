/** A place for checks whose server is a function of the test: it writes the frames that a gateway would have seen. */
import type { Driver, StartOutcome } from '../../../harness/driver.ts'
import type { ClientAction, ClientAnswer } from '../../../protocol/drive.ts'
import type { TraceEventDraft, TraceEventOf } from '../../../protocol/trace.ts'
import { TraceLog } from '../../../trace/log.ts'

export interface ScriptedServer {
  /** An event of a client arrived. */
  readonly on?: (client: string, event: string, args: readonly unknown[], to: Outbox) => void
  readonly start?: StartOutcome
  /** A client's answer to an action; a page has no other. */
  readonly answer?: (
    client: string,
    action: ClientAction,
    out: Outbox,
  ) => ClientAnswer | Promise<ClientAnswer>
}

export interface Outbox {
  readonly send: (client: string, event: string, ...args: unknown[]) => void
  /** Anything at all that the server sends to the client. */
  readonly frame: (client: string, data: string) => void
  readonly log: (line: string) => void
  readonly logError: (text: string) => void
  /** What the client's page says that nobody caught. */
  readonly pageError: (
    client: string,
    error: Pick<TraceEventOf<'error'>, 'name' | 'message' | 'file' | 'line'>,
  ) => void
  /** An answered request of the client's, as the gateway would have seen it. */
  readonly request: (client: string, path: string, status?: number) => void
  readonly end: () => void
  readonly blocked: () => void
  readonly unblocked: () => void
}

export interface ScriptedDriver extends Driver {
  readonly open: Driver['open']
  readonly trace: TraceLog
  /** Names of the clients that are open now. */
  readonly present: ReadonlySet<string>
}

export function scriptedDriver(server: ScriptedServer): ScriptedDriver {
  const log = new TraceLog({
    startedAt: '2026-01-01T00:00:00.000Z',
    now: () => Math.trunc(performance.now() * 1000),
    schedule: (task, delayMs) => {
      const timer = setTimeout(task, delayMs)
      return () => clearTimeout(timer)
    },
    retain: { events: 1000, bytes: 1_000_000 },
  })
  const present = new Set<string>()
  let run = 0
  const frame = (client: string, direction: 'up' | 'down', data: string): void =>
    log.append({
      kind: 'frame',
      origin: 'gateway',
      link: `link-${client}`,
      client,
      direction,
      transport: 'websocket',
      form: 'text',
      size: data.length,
      data,
    })
  const runEvent = { kind: 'run', origin: 'gateway' } as const
  const print = (level: 'log' | 'error', text: string) =>
    log.append({ kind: 'console', origin: 'server', participant: 'server', level, parts: [text] })
  const out: Outbox = {
    send: (client, event, ...args) => frame(client, 'down', `42${JSON.stringify([event, ...args])}`),
    frame: (client, data) => frame(client, 'down', data),
    pageError: (client, error) =>
      log.append({
        kind: 'error',
        origin: 'pane',
        claimed: true,
        participant: client,
        stage: 'uncaught',
        ...error,
      }),
    log: (line) => print('log', line),
    logError: (text) => print('error', text),
    request: (client, path, status = 200) =>
      log.append({
        kind: 'http',
        origin: 'gateway',
        client,
        port: 8080,
        method: 'GET',
        path,
        status,
        requestBytes: 0,
        responseBytes: 2,
        durationUs: 100,
      }),
    end: () => log.append({ ...runEvent, phase: 'end', run, reason: 'failed' }),
    blocked: () => log.append({ ...runEvent, phase: 'blocked', run, forMs: 500 }),
    unblocked: () => log.append({ ...runEvent, phase: 'unblocked', run, forMs: 900 }),
  }
  const perform = async (client: string, action: ClientAction): Promise<ClientAnswer> => {
    if (server.answer) return server.answer(client, action, out)
    if (action.do === 'connect') {
      frame(client, 'down', `40{"sid":"${client}-id"}`)
      return { ok: true, value: `${client}-id` }
    }
    if (action.do === 'emit') {
      frame(client, 'up', `42${JSON.stringify([action.event, ...action.args])}`)
      server.on?.(client, action.event, action.args, out)
    }
    return { ok: true, value: undefined }
  }
  return {
    trace: log,
    present,
    async start() {
      if (run > 0)
        log.append({ ...runEvent, phase: 'end', run, reason: 'restarted' } satisfies TraceEventDraft)
      run += 1
      const started = { entry: 'server.js', files: {}, isolation: 'bubblewrap', versions: {} } as const
      log.append({ ...runEvent, phase: 'start', run, ...started } satisfies TraceEventDraft)
      return server.start ?? { ok: true }
    },
    async open(name) {
      present.add(name)
      return {
        name,
        perform: (action) => perform(name, action),
        close: async () => void present.delete(name),
      }
    },
    fault: async () => {},
    tell: (step) => log.append({ kind: 'check', origin: 'checks', ...step }),
    close: async () => log.close(),
  }
}
