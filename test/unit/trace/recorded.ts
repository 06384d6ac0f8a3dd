/**
 * A recorded session: a real Socket.IO server and four clients (polling with upgrade, polling only, WebSocket only,
 * and one that the namespace's middleware refuses), with acks both ways, attachments over both transports, a
 * namespace, a heartbeat and the ends of all of them.
 */
import { readFileSync } from 'node:fs'
import { parseTrace } from '../../../trace/jsonl.ts'

const textOf = (name: string): string =>
  readFileSync(new URL(`../../fixtures/traces/${name}.jsonl`, import.meta.url), 'utf8')

export const recordedText = (): string => textOf('v1')

export const recordedTrace = () => parsed(recordedText())

/**
 * A session with the instrumentation: three clients (upgrade, WebSocket, polling) of a program with rooms, a broadcast
 * with attachments, answers both ways, a timer, a namespace, and a socket that the server closes.
 */
export const recordedRooms = () => parsed(textOf('rooms'))

function parsed(text: string) {
  const trace = parseTrace(text)
  if (!trace.ok) throw new Error(`the fixture is not readable: ${trace.problem.code}`)
  return trace
}

/**
 * Small sessions in which somebody got something or did not, one case each: programs of the table in
 * `test/fixtures/explained-programs/`, recorded as they were played.
 */
export const recordedCase = (name: string) => parsed(textOf(`why/${name}`))
