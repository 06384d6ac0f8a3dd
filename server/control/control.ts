/** The control channel (protocol/control.ts): one Socket.IO connection of a page steers at most one session. */
import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type * as z from 'zod'
import {
  checkRequestSchema,
  controlPath,
  emptyRequestSchema,
  faultRequestSchema,
  openRequestSchema,
  reportRequestSchema,
  runRequestSchema,
  writeRequestSchema,
  type ControlClientToServer,
  type ControlError,
  type ControlErrorCode,
  type ControlServerToClient,
  type OpenReply,
  type Reply,
} from '../../protocol/control.ts'
import type { Fault } from '../../protocol/fault.ts'
import type { Files } from '../../protocol/sandbox.ts'
import type { IsolationLevel } from '../../protocol/trace.ts'
import type { FaultReporter } from '../fault-reporter.ts'
import type { Limits } from '../limits.ts'
import type { Session } from '../session/session.ts'
import type { Sessions } from '../session/sessions.ts'
import { DetachedSessions } from './detached-sessions.ts'
import { isOwnOrigin } from './origin-check.ts'
import { feedTrace } from './trace-feed.ts'
import { cutWhenUnread } from './unread.ts'

export interface ControlOptions {
  readonly http: HttpServer
  readonly siteOrigin: string
  readonly sessions: Sessions
  readonly limits: Limits
  readonly isolation: IsolationLevel
  readonly modules: Readonly<Record<string, string>>
  /** The address pattern of a session's clients, with `{client}` and `{port}`. */
  readonly paneOrigin: (sessionId: string) => string
  readonly fault: FaultReporter
}

type ControlSocket = Socket<ControlClientToServer, ControlServerToClient>

/** A refusal that the page words in its language. */
class Refusal extends Error {
  readonly detail: ControlError
  constructor(code: ControlErrorCode, message: string) {
    super(message)
    this.detail = { code, message }
  }
}

/** Attaches the channel to the site's http server. Returns what disconnects every page. */
export function openControlChannel(options: ControlOptions): () => Promise<void> {
  const io = new Server<ControlClientToServer, ControlServerToClient>(options.http, {
    path: controlPath,
    transports: ['websocket'],
    serveClient: false,
    // Two copies of the largest program fit; what is larger cannot be a program.
    maxHttpBufferSize: options.limits.filesBytes * 2,
    allowRequest: (request, decide) => decide(null, isOwnOrigin(request.headers, options.siteOrigin)),
  })
  const detached = new DetachedSessions(options.limits.detachedMs, options.fault)
  io.on('connection', (socket) => new ControlConnection(socket, options, detached))
  return async () => {
    await io.close()
    // Last: closing has just detached every session.
    detached.clear()
  }
}

/** What a connection has. `opening`: a session was asked for and is not there yet. */
type Hold =
  | { readonly state: 'nothing' }
  | { readonly state: 'opening' }
  | { readonly state: 'session'; readonly session: Session; readonly release: () => void }
  /** The page is gone, and nothing will be held any more. */
  | { readonly state: 'over' }

/** Which connection holds a session: the newest one that knows the secret. */
const holders = new WeakMap<Session, ControlConnection>()

class ControlConnection {
  readonly #socket: ControlSocket
  readonly #options: ControlOptions
  readonly #detached: DetachedSessions
  #hold: Hold = { state: 'nothing' }

  constructor(socket: ControlSocket, options: ControlOptions, detached: DetachedSessions) {
    this.#socket = socket
    this.#options = options
    this.#detached = detached
    cutWhenUnread(socket.conn)
    socket.on(
      'open',
      this.#handler('open', openRequestSchema, (request) => this.#open(request)),
    )
    socket.on(
      'run',
      this.#handler('run', runRequestSchema, ({ files, entry }) => this.#run(files, entry)),
    )
    socket.on(
      'write',
      this.#handler('write', writeRequestSchema, ({ files }) => {
        const session = this.#held()
        // What is written stays part of the program, for a restart.
        this.#checkSize({ ...session.program?.files, ...files })
        session.write(files)
        return { at: session.now() }
      }),
    )
    socket.on(
      'fault',
      this.#handler('fault', faultRequestSchema, async ({ fault, client }) => {
        await this.#fault(fault, client)
        return {}
      }),
    )
    socket.on(
      'stop',
      this.#handler('stop', emptyRequestSchema, async () => {
        await this.#held().stop()
        return {}
      }),
    )
    socket.on(
      'report',
      this.#handler('report', reportRequestSchema, ({ client, reports }) => {
        for (const report of reports) this.#held().reportPane(client, report)
        return {}
      }),
    )
    socket.on(
      'check',
      this.#handler('check', checkRequestSchema, ({ step }) => {
        this.#held().recordCheck(step)
        return {}
      }),
    )
    socket.on(
      'close',
      this.#handler('close', emptyRequestSchema, async () => {
        const session = this.#held()
        this.letGo()
        await session.close()
        return {}
      }),
    )
    socket.on('disconnect', (reason) => {
      const hold = this.#hold
      this.letGo()
      this.#hold = { state: 'over' }
      if (hold.state !== 'session') return
      // Socket.IO passes over a `close` whose sender disconnects in the same breath: this says the same.
      if (reason === 'client namespace disconnect') this.#giveUp(hold.session)
      else detached.add(hold.session)
    })
  }

  /** The connection no longer holds its session: it was closed, or another connection took it up. */
  letGo(): void {
    if (this.#hold.state !== 'session') return
    this.#hold.release()
    this.#hold = { state: 'nothing' }
  }

  async #open({ resume }: z.infer<typeof openRequestSchema>): Promise<OpenReply> {
    if (this.#hold.state !== 'nothing')
      throw new Refusal('invalid-request', 'This connection already holds a session.')
    const { sessions, isolation, modules, paneOrigin } = this.#options
    const kept = resume && sessions.find(resume.session, resume.secret)
    if (resume && !kept)
      throw new Refusal('wrong-secret', 'There is no such session, or the secret is another one.')
    const session = kept ?? (await this.#newSession())
    this.#take(session, kept && resume ? resume.after : 0)
    return {
      session: session.id,
      secret: session.secret,
      resumed: kept !== undefined,
      status: session.status,
      isolation,
      startedAt: session.log.header.startedAt,
      modules: { ...modules },
      paneOrigin: paneOrigin(session.id),
    }
  }

  async #newSession(): Promise<Session> {
    this.#hold = { state: 'opening' }
    try {
      const session = await this.#options.sessions.open()
      if (!session)
        throw new Refusal('server-full', 'All places on this server are taken. Try again in a few minutes.')
      if (!this.#isOpening()) {
        this.#giveUp(session)
        throw new Refusal('no-session', 'The connection ended before its session was there.')
      }
      return session
    } finally {
      if (this.#isOpening()) this.#hold = { state: 'nothing' }
    }
  }

  /** False when the page has gone meanwhile. */
  #isOpening(): boolean {
    return this.#hold.state === 'opening'
  }

  /** Nobody will come back for it. */
  #giveUp(session: Session): void {
    session.close().catch((error: unknown) => this.#options.fault('close of a session', error))
  }

  #take(session: Session, after: number): void {
    holders.get(session)?.letGo()
    holders.set(session, this)
    this.#detached.takeBack(session)
    const endStatus = session.onStatus((status) => this.#socket.emit('status', status))
    const endFeed = feedTrace({
      log: session.log,
      after,
      send: (events, received) => this.#socket.emit('trace', events, received),
    })
    const release = () => {
      endStatus()
      endFeed()
      if (holders.get(session) === this) holders.delete(session)
    }
    this.#hold = { state: 'session', session, release }
  }

  async #run(files: Files, entry: string): Promise<{ run: number }> {
    const session = this.#held()
    this.#checkSize(files)
    if (!Object.hasOwn(files, entry))
      throw new Refusal('entry-missing', `The program has no file ${entry} to start with.`)
    this.#countStart(session)
    return { run: await session.run(files, entry) }
  }

  async #fault(fault: Fault, client: string | undefined): Promise<void> {
    const session = this.#held()
    if (fault.type === 'restart') {
      if (!session.program)
        throw new Refusal('never-ran', 'Nothing has run yet: there is nothing to restart.')
      this.#countStart(session)
      await session.restart()
      return
    }
    const { faultsPerSecond, disturbedClients } = this.#options.limits
    const outcome = session.disturb(fault, client)
    if (outcome === 'too-fast')
      throw new Refusal('too-fast', `More than ${faultsPerSecond} faults a second. Wait a moment.`)
    if (outcome === 'too-many-clients')
      throw new Refusal(
        'invalid-request',
        `More than ${disturbedClients} clients with a network of their own.`,
      )
  }

  #countStart(session: Session): void {
    if (session.mayStart()) return
    const { startsPerMinute } = this.#options.limits
    throw new Refusal('too-fast', `More than ${startsPerMinute} starts a minute. Wait a moment.`)
  }

  #held(): Session {
    if (this.#hold.state !== 'session')
      throw new Refusal('no-session', 'This connection holds no session: open one first.')
    return this.#hold.session
  }

  #checkSize(files: Files): void {
    const { limits } = this.#options
    const contents = Object.entries(files)
    if (contents.length > limits.files)
      throw new Refusal('too-many-files', `A program has at most ${limits.files} files.`)
    const bytes = contents.reduce(
      (sum, [path, text]) => sum + Buffer.byteLength(path) + Buffer.byteLength(text),
      0,
    )
    if (bytes > limits.filesBytes)
      throw new Refusal(
        'files-too-large',
        `A program's files have at most ${limits.filesBytes} bytes together.`,
      )
  }

  /** Parses what came, answers with a typed reply whatever happens, and lets nothing throw into Socket.IO. */
  #handler<Schema extends z.ZodType, Value>(
    name: string,
    schema: Schema,
    handle: (request: z.output<Schema>) => Value | Promise<Value>,
  ): (request: unknown, ack: (reply: Reply<Value>) => void) => void {
    return (request, ack) => {
      const answer = (reply: Reply<Value>) => {
        // A foreign program may have sent no callback.
        if (typeof ack === 'function') ack(reply)
      }
      const parsed = schema.safeParse(request)
      if (!parsed.success) {
        const problem = parsed.error.issues[0]
        const where = problem?.path.join('.') ?? ''
        const message = `Request "${name}" is not valid${where ? ` at ${where}` : ''}: ${problem?.message ?? 'unknown'}.`
        answer({ ok: false, error: { code: 'invalid-request', message } })
        return
      }
      void (async () => handle(parsed.data))().then(
        (value) => answer({ ok: true, value }),
        (error: unknown) => {
          if (error instanceof Refusal) return answer({ ok: false, error: error.detail })
          this.#options.fault(`control "${name}"`, error)
          answer({ ok: false, error: { code: 'internal', message: 'The server failed. Its log says why.' } })
        },
      )
    }
  }
}
