/** Questions of the server whose time is over: the server said how long it waits. */
import type { InspectorModel } from './inspector-model.ts'
import { emitOf } from './sent-call.ts'

const usPerMs = 1_000

/** How long the server waited in vain for the answer to this packet, microseconds; `undefined` where it did not. */
export function ackTimeoutOf(model: InspectorModel, seq: number): number | undefined {
  const row = model.packet(seq)
  if (row === undefined || row.direction === 'up' || row.ackId === undefined || row.kind === 'ack')
    return undefined
  const timeoutMs = emitOf(row, model)?.flags.timeout
  if (timeoutMs === undefined) return undefined
  const timeoutUs = timeoutMs * usPerMs
  const nowUs = (model.moment.travelled.value ?? model.newest).at
  const answeredUs =
    row.answer === undefined ? nowUs - row.at : Math.min(nowUs - row.at, row.answer.latencyUs)
  return answeredUs > timeoutUs ? timeoutUs : undefined
}
