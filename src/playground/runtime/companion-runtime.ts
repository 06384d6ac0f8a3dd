/** The first `Runtime`: code runs on the server that served this page, reached over its control channel. */
import { computed, signal } from '@preact/signals'
import type { OpenReply, Reply, SessionStatus, WriteReply } from '../../../protocol/control.ts'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { ControlConnection, runTimeoutMs } from './control-connection.ts'
import { isPaneOrigin, paneOrigin } from './pane-address.ts'
import { linkPane, type PaneLink } from './pane-link.ts'
import { pageGone } from './pane-questions.ts'
import { ReportQueue } from './report-queue.ts'
import type { FaultOutcome, PageEvents, PaneHandle, RunOutcome, Runtime, WriteOutcome } from './runtime.ts'
import { TraceBuffer } from './trace-buffer.ts'

/** A process that does not answer is ended half a second after its last frame went: in Chromium, on a quiet machine. */
const processEndMs = 800

export interface CompanionOptions {
  /** The site's origin. */
  readonly url: string
  /** Where `message`, `pagehide` and `pageshow` are heard: the window. */
  readonly page: PageEvents
}

/** Connects at once and keeps at it until `close()`. */
export function createCompanionRuntime(options: CompanionOptions): Runtime {
  const status = signal<SessionStatus>({ state: 'idle' })
  const trace = signal(new TraceBuffer(new Date().toISOString()))
  /** The trace of a new session, until its first event lets it take the old one's place. */
  let nextTrace: TraceBuffer | undefined
  let addressTemplate = ''

  const connection = new ControlConnection(options.url, {
    opened(reply: OpenReply) {
      addressTemplate = reply.paneOrigin
      status.value = reply.status
      if (reply.resumed) return
      const fresh = new TraceBuffer(reply.startedAt)
      if (trace.value.last === 0) trace.value = fresh
      else nextTrace = fresh
    },
    trace(events: readonly TraceEvent[]) {
      if (nextTrace !== undefined) {
        trace.value = nextTrace
        nextTrace = undefined
      }
      trace.value.append(events)
    },
    status(next) {
      status.value = next
    },
    lastEvent: () => (nextTrace ?? trace.value).last,
  })

  const onPageHide = () => connection.end()
  const onPageShow = (event: PageTransitionEvent) => {
    // Back from the back/forward cache: the session was freed when the page went there.
    if (event.persisted) {
      status.value = { state: 'idle' }
      connection.start()
    }
  }
  options.page.addEventListener('pagehide', onPageHide)
  options.page.addEventListener('pageshow', onPageShow)
  connection.start()

  async function ask<T>(...asked: Parameters<typeof connection.ask<T>>): Promise<Reply<T> | undefined> {
    return connection.state.value.state === 'connected' ? await connection.ask(...asked) : undefined
  }

  function openPane(name: string): PaneHandle {
    /** Of the frame that was attached last. */
    const link = signal<PaneLink | undefined>(undefined)
    let freeAt = 0
    return {
      name,
      url: (port, path = '/') => paneOrigin(addressTemplate, name, port) + path,
      attach(frame) {
        const queue = new ReportQueue(name, (request) => {
          void ask((socket) => socket.emitWithAck('report', request))
        })
        const own = linkPane({
          page: options.page,
          frameWindow: () => frame.contentWindow,
          isOwnOrigin: (origin) => isPaneOrigin(addressTemplate, name, origin),
          onReports: (reports) => queue.add(reports),
        })
        const onLoad = () => own.liveness.loaded()
        frame.addEventListener('load', onLoad)
        link.value = own
        return () => {
          if (own.liveness.isInDoubt) freeAt = performance.now() + processEndMs
          frame.removeEventListener('load', onLoad)
          own.close()
          if (link.peek() === own) link.value = undefined
          queue.close()
        }
      },
      isSilent: computed(() => link.value?.liveness.isSilent.value ?? false),
      freeInMs() {
        if (link.peek()?.liveness.isInDoubt === true) return processEndMs
        return Math.max(0, freeAt - performance.now())
      },
      evaluate: (code) => link.peek()?.evaluate(code) ?? false,
      drive: async (action, signal) => (await link.peek()?.drive(action, signal)) ?? pageGone,
    }
  }

  return {
    connection: connection.state,
    status,
    get trace() {
      return trace.value
    },
    async run(files, entry): Promise<RunOutcome> {
      // Pressed before the page has got through: that is no reason to refuse.
      await connection.settled()
      const reply = await ask<{ run: number }>(
        (socket) => socket.emitWithAck('run', { files, entry }),
        runTimeoutMs,
      )
      if (reply === undefined) return { ok: false, code: 'not-connected' }
      return reply.ok ? { ok: true, run: reply.value.run } : { ok: false, code: reply.error.code }
    },
    async write(files): Promise<WriteOutcome> {
      const reply = await ask<WriteReply>((socket) => socket.emitWithAck('write', { files }))
      if (reply === undefined) return { ok: false, code: 'not-connected' }
      return reply.ok ? { ok: true, at: reply.value.at } : { ok: false, code: reply.error.code }
    },
    async stop() {
      await ask((socket) => socket.emitWithAck('stop', {}))
    },
    async fault(fault, client): Promise<FaultOutcome> {
      const request = client === undefined ? { fault } : { client, fault }
      const reply = await ask((socket) => socket.emitWithAck('fault', request))
      if (reply === undefined) return { ok: false, code: 'not-connected' }
      return reply.ok ? { ok: true } : { ok: false, code: reply.error.code }
    },
    tellCheck(step) {
      void ask((socket) => socket.emitWithAck('check', { step }))
    },
    openPane,
    reattach: () => connection.retryNow(),
    close() {
      options.page.removeEventListener('pagehide', onPageHide)
      options.page.removeEventListener('pageshow', onPageShow)
      connection.end()
    },
  }
}
