/** What the trace adds to a failure: errors of the pages and of the server's console, and why there was no connection. */
import { serverParticipant } from '../protocol/trace-constants.ts'
import type { ErrorStage, TraceEventOf } from '../protocol/trace.ts'
import type { CheckFailure, NoConnection, PageError } from './check-failure.ts'
import type { WireView } from './wire-view.ts'

/** Socket.IO's client asks for everything under this path, for its own script too. */
const socketIoPath = '/socket.io/'
/** By browsers, whatever the page. */
const askedUnbidden = '/favicon.ico'
const firstRefusal = 400
/** Pages of the same program mostly have the same errors. */
const errorsMax = 2

/** Errors of a program. What did not load, or was not allowed to, not every browser tells. */
const stages: readonly ErrorStage[] = ['syntax', 'module', 'uncaught', 'rejection']

export function withCircumstances(failure: CheckFailure, view: WireView): CheckFailure {
  const pageErrors = errorsOf(view)
  const known = ofClient(failure, view)
  const consoleErrors = failure.code === 'not-logged' ? [] : view.consoleLines.filter(isServersError)
  const errors = [...pageErrors, ...consoleErrors]
  if (errors.length === 0) return known
  const evidence = known.evidence.length > 0 ? known.evidence : errors.map(({ seq }) => seq)
  const lines = new Set(consoleErrors.map(({ parts }) => firstLine(parts.join(' '))))
  return { ...known, evidence, pageErrors, consoleErrors: [...lines].slice(0, errorsMax) }
}

function ofClient(failure: CheckFailure, view: WireView): CheckFailure {
  if (failure.code === 'not-connected') return connectionOf(failure, view)
  if (failure.code !== 'no-page') return failure
  const refused = view.requests.findLast(
    ({ client, path, status }) => client === failure.client && path === '/' && status >= firstRefusal,
  )
  return refused === undefined ? failure : { ...failure, status: refused.status, evidence: [refused.seq] }
}

function connectionOf(
  failure: Extract<CheckFailure, { code: 'not-connected' }>,
  view: WireView,
): CheckFailure {
  const refused = view.requests.filter(
    ({ client, path, status }) =>
      client === failure.client && path !== askedUnbidden && status >= firstRefusal,
  )
  const ofSocketIo = refused.find(({ path }) => path.startsWith(socketIoPath))
  const request = ofSocketIo ?? refused[0]
  const why = whyOf(failure.client, request, view)
  if (why === undefined) return failure
  return { ...failure, why, ...(request === undefined ? {} : { evidence: [request.seq] }) }
}

function whyOf(
  client: string,
  refused: TraceEventOf<'http'> | undefined,
  view: WireView,
): NoConnection | undefined {
  if (view.hasLeft(client)) return { how: 'lost' }
  if (refused === undefined) return undefined
  if (refused.failure === 'nothing-listens') return { how: 'unheard', port: refused.port }
  const [path = ''] = refused.path.split('?', 1)
  const request = `${refused.method} ${path}`
  const how = path.startsWith(socketIoPath) ? 'refused' : 'not-given'
  return { how, request, status: refused.status }
}

/** Where there is no sandbox, a program's errors come line by line, and those of a stack are indented. */
function isServersError({ participant, level, parts }: TraceEventOf<'console'>): boolean {
  return participant === serverParticipant && level === 'error' && !/^\s/.test(parts[0] ?? '')
}

/** Of an error with fields of its own, they follow in braces. */
function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').replace(/ \{$/, '')
}

/** Each error once, with the first page that had it. */
function errorsOf({ pageErrors }: WireView): readonly PageError[] {
  const found: PageError[] = []
  for (const { participant, seq, name, message, file, line, stage } of pageErrors) {
    const isKnown = found.some((each) => each.name === name && each.message === message)
    if (isKnown || !stages.includes(stage)) continue
    found.push({
      client: participant,
      seq,
      name,
      message,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
    })
  }
  return found.slice(0, errorsMax)
}
