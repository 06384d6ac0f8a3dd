/** What is waited for in the trace of an explained program. */
import type { TraceEvent, TraceEventOf } from '../../protocol/trace.ts'
import type { PacketRow } from '../../trace/packet-row.ts'
import { PacketsFold } from '../../trace/packets.ts'
import type { TraceSource } from '../../trace/source.ts'
import type { Stage } from '../fixtures/explained-programs/program.ts'

/** What has not happened by then never will. */
const waitMs = 10_000

export interface TraceWatch extends Pick<Stage, 'event' | 'crossed' | 'gone'> {
  /** Resolves with the first value that `find` gives, looking again whenever the trace grows. */
  readonly until: <Found>(what: string, find: () => Found | undefined) => Promise<Found>
}

export function watchTrace(trace: TraceSource): TraceWatch {
  const until: TraceWatch['until'] = async <Found>(what: string, find: () => Found | undefined) => {
    const { promise, resolve, reject } = Promise.withResolvers<Found>()
    const look = () => {
      const found = find()
      if (found !== undefined) resolve(found)
    }
    const forget = trace.subscribe(look)
    const timer = setTimeout(() => reject(new Error(`It never came: ${what}.`)), waitMs)
    look()
    return promise.finally(() => {
      forget()
      clearTimeout(timer)
    })
  }
  const event: TraceWatch['event'] = (kind, test = () => true) =>
    until(`${kind} ${test.toString()}`, () => eventsOf(trace.events, kind).find(test))

  return {
    until,
    event,
    async crossed(client, direction, name, times = 1) {
      await until(`${times} × ${name} ${direction} of ${client}`, () => {
        const rows = packetsOf(trace.events).filter(
          (row) => row.client === client && row.direction === direction && row.event === name,
        )
        return rows.length >= times || undefined
      })
    },
    async gone(socket) {
      await event('socket', (one) => one.phase === 'disconnect' && one.socket === socket)
    },
  }
}

export function eventsOf<Kind extends TraceEvent['kind']>(
  events: readonly TraceEvent[],
  kind: Kind,
): TraceEventOf<Kind>[] {
  // The comparison narrows `kind`, which TypeScript does not carry over to a generic member.
  return events.filter((event): event is TraceEventOf<Kind> => event.kind === kind)
}

/** Every packet of the trace. */
export function packetsOf(events: readonly TraceEvent[]): readonly PacketRow[] {
  const packets = new PacketsFold()
  for (const event of events) packets.push(event)
  return packets.rows
}
