/** The call in the server that sent a packet, and the line of code at which it stands. */
import type { TraceEventOf } from '../../../protocol/trace.ts'
import { couldBeOf } from '../../../trace/ladder-fan.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import { fileText } from '../../../trace/run-files.ts'
import type { InspectorModel } from './inspector-model.ts'

/** As the server says. */
export function emitOf({ seq }: PacketRow, model: InspectorModel): TraceEventOf<'emit'> | undefined {
  const emit = model.inside.emitOf(seq)?.emit
  const event = emit === undefined ? undefined : model.event(emit)
  if (event?.kind !== 'emit') return undefined
  // What the frame says of itself is certain, and a call of another event did not send it.
  const row = model.packet(seq)
  return row !== undefined && couldBeOf(event, row) ? event : undefined
}

/** As it was when the run began. */
export function sourceLine(
  { seq, file, line }: TraceEventOf<'emit'>,
  model: InspectorModel,
): string | undefined {
  if (file === undefined || line === undefined) return undefined
  const start = model.event(model.runs.startOf(seq) ?? 0)
  if (start?.kind !== 'run' || start.phase !== 'start') return undefined
  // A claimed file may be called like what every object has.
  return fileText(start.files, file)?.split('\n')[line - 1]?.trim()
}
