/** Echo round trips of an ordinary socket.io-client. */
import { io, type Socket } from 'socket.io-client'

export interface EchoTarget {
  readonly port: number
  /** The Host header, where it is not the address. */
  readonly host?: string
}

export async function connectEcho({ port, host }: EchoTarget): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    forceNew: true,
    ...(host === undefined ? {} : { extraHeaders: { Host: host } }),
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

const payload = 'x'.repeat(32)

/** Round trip times one after another, in milliseconds. */
export async function roundTrips(socket: Socket, count: number): Promise<number[]> {
  const times: number[] = []
  for (let echo = 0; echo < count; echo += 1) {
    const startedAt = performance.now()
    await socket.emitWithAck('echo', payload)
    times.push(performance.now() - startedAt)
  }
  return times
}

/** Echoes a second with `inFlight` of them under way at any time. */
export async function echoesPerSecond(socket: Socket, count: number, inFlight: number): Promise<number> {
  const startedAt = performance.now()
  let left = count
  const worker = async () => {
    while (left > 0) {
      left -= 1
      await socket.emitWithAck('echo', payload)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return (count / (performance.now() - startedAt)) * 1000
}
