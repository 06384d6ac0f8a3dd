/**
 * A recorded session: a real Socket.IO server and four clients (polling with upgrade, polling only, WebSocket only,
 * and one that the namespace's middleware refuses), with acks both ways, attachments over both transports, a
 * namespace, a heartbeat and the ends of all of them.
 */
import { readFileSync } from 'node:fs'
import { parseTrace } from '../../../trace/jsonl.ts'

export const recordedText = (): string =>
  readFileSync(new URL('../../fixtures/traces/v1.jsonl', import.meta.url), 'utf8')

export function recordedTrace() {
  const parsed = parseTrace(recordedText())
  if (!parsed.ok) throw new Error(`the fixture is not readable: ${parsed.problem.code}`)
  return parsed
}
