/** Compares what was claimed to be delivered with what crossed. */
import { Decoder, PacketType, type Packet } from 'socket.io-parser'
import { expect } from 'vitest'
import type { DeliveryReport, EmitReport, InstrumentReport } from '../../protocol/instrument.ts'
import type { TappedSession } from './instrument-tap.ts'

/** Fails unless claims and wire agree packet by packet; gives how many packets were tied to an emit. */
export function checkDeliveries(
  reports: readonly InstrumentReport[],
  sessions: readonly TappedSession[],
): number {
  expect(reports.filter(({ kind }) => kind === 'dropped')).toEqual([])
  const emits = new Map<number, EmitReport>()
  const claims = new Map<string, DeliveryReport>()
  let tied = 0
  for (const report of reports) {
    if (report.kind === 'emit') emits.set(report.id, report)
    if (report.kind !== 'delivery') continue
    for (let n = report.n; n < report.n + report.packets; n++) {
      const key = `${report.engine} ${n}`
      expect(claims.has(key), `${key} is claimed once`).toBe(false)
      claims.set(key, report)
    }
  }
  const recovered = new Set(
    reports.flatMap((report) =>
      report.kind === 'socket' && report.phase === 'connect' && report.recovered
        ? [`${report.engine} ${report.socket}`]
        : [],
    ),
  )
  const known = new Set(sessions.map(({ engine }) => engine))
  for (const { engine, n } of claims.values()) expect(known.has(engine), `${engine} ${n} exists`).toBe(true)
  for (const { engine, n } of claims.values()) {
    const session = sessions.find((each) => each.engine === engine)
    // What was written while a connection fell may be lost with it; on one that stood, all has crossed.
    if (session?.settled) expect(n).toBeLessThanOrEqual(session.down.length)
  }
  for (const { engine, down } of sessions) {
    const ids = socketIds(down)
    const connects = new Set<string>()
    packetsOf(down).forEach(({ packet, first, last }) => {
      if (packet.type === PacketType.CONNECT) connects.add(packet.nsp)
      for (let n = first; n <= last; n++) {
        const claim = claims.get(`${engine} ${n}`)
        const what = `packet ${n}: ${JSON.stringify(packet)}`
        if (packet.type !== PacketType.EVENT && packet.type !== PacketType.ACK) {
          expect(claim, what).toBeUndefined()
          continue
        }
        const emit = claim && emits.get(claim.emit)
        expect(emit, what).toBeDefined()
        expect(emit?.namespace, what).toBe(packet.nsp)
        expect(ids.get(packet.nsp), what).toContain(claim?.socket)
        if (packet.type === PacketType.ACK) {
          expect(emit?.call).toBe('ack-reply')
        } else {
          expect(emit?.event, what).toBe(packet.data[0])
          // A socket that has left its namespace still writes, and its connection still carries it.
          const toOne = emit?.call === 'socket.emit' || emit?.rooms.length === 0
          // What was missed is sent again before the connection is confirmed; the call itself did not find the socket.
          const missed = recovered.has(`${engine} ${claim?.socket}`) && !connects.has(packet.nsp)
          if (missed) expect(emit?.ack, what).toBeUndefined()
          else if (toOne && emit?.socket === claim?.socket) expect(emit?.matched, what).toBeLessThanOrEqual(1)
          else expect(emit?.sockets, what).toContain(claim?.socket)
        }
        expect(emit?.ack, what).toBe(packet.id)
        tied++
      }
    })
  }
  return tied
}

interface Counted {
  packet: Packet
  first: number
  last: number
}

function packetsOf(messages: readonly unknown[]): Counted[] {
  const packets: Counted[] = []
  const decoder = new Decoder()
  let first = 1
  messages.forEach((message, index) => {
    if (typeof message === 'string') first = index + 1
    decoder.once('decoded', (packet: Packet) => packets.push({ packet, first, last: index + 1 }))
    decoder.add(message)
    decoder.off('decoded')
  })
  return packets
}

/** The ids that the server gave this connection's sockets, by namespace. */
function socketIds(messages: readonly unknown[]): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const { packet } of packetsOf(messages)) {
    if (packet.type !== PacketType.CONNECT) continue
    ids.set(packet.nsp, [...(ids.get(packet.nsp) ?? []), String(packet.data.sid)])
  }
  return ids
}
