/** What the instrumentation costs a program: the same sandbox with it and without it, in turn. */
import type { Socket as ClientSocket } from 'socket.io-client'
import { bubblewrapIsolation } from '../../server/sandbox/bubblewrap.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'
import { ProgramRun } from '../contract/isolation-run.ts'
import { ControlClient } from '../control-client.ts'
import { connectEcho, roundTrips } from './echo.ts'
import { startObservedApp } from './observed-app.ts'
import { echoProgram } from './plain-server.ts'
import { interleave, median, quantile, type Row } from './statistics.ts'

const emitPairs = 7
const echoPairs = 20
const echoesPerBlock = 500
const listeners = 4

/** Emits to all as fast as it can, but for what its connections cannot take away, and says how fast that was. */
const emitProgram = `
const io = new (require('socket.io').Server)(8080)
const buffered = () => Math.max(...[...io.sockets.sockets.values()].map((socket) => socket.conn.transport.socket._socket.writableLength))
const measure = (seconds, done) => {
  const start = performance.now()
  let count = 0
  const more = () => {
    for (let number = 0; number < 100 && buffered() < 1e6; number++) { io.emit('tick', ++count) }
    if (performance.now() - start < seconds * 1000) setImmediate(more)
    else done(count / (performance.now() - start) * 1000)
  }
  more()
}
io.on('connection', () => {
  if (io.engine.clientsCount === ${listeners}) measure(1, () => measure(2, (rate) => console.log('rate', rate)))
})
`

export async function instrumentRows(): Promise<Row[]> {
  const stage = await prepareStage()
  const emitRate = async (without: boolean) => {
    const isolation = bubblewrapIsolation(stage, without ? ['instrument'] : [])
    await using run = await ProgramRun.start(isolation, { 'server.js': emitProgram })
    await run.listening(8080)
    for (let count = 0; count < listeners; count += 1) await listen(run)
    return Number(await run.said('rate'))
  }
  const rates = await interleave(
    emitPairs,
    () => emitRate(false),
    () => emitRate(true),
  )

  const apps = { ours: await startObservedApp(false), reference: await startObservedApp(true) }
  const ours = await echoClient(apps.ours.origin)
  const reference = await echoClient(apps.reference.origin)
  const echoes: Record<'ours' | 'reference', number[][]> = { ours: [], reference: [] }
  // The first pair warms up.
  for (let pair = 0; pair <= echoPairs; pair += 1) {
    const [one, other] = [
      await roundTrips(ours.socket, echoesPerBlock),
      await roundTrips(reference.socket, echoesPerBlock),
    ]
    if (pair > 0) echoes.ours.push(one)
    if (pair > 0) echoes.reference.push(other)
  }
  for (const { socket, control } of [ours, reference]) {
    socket.disconnect()
    control.close()
  }
  await Promise.all([apps.ours.stop(), apps.reference.stop()])

  const medianOf = (blocks: readonly number[][], share: number) =>
    median(blocks.map((times) => quantile(times, share)))
  return [
    {
      what: `emits a second to ${listeners} clients, flat out (without the instrumentation)`,
      ours: median(rates.ours),
      reference: median(rates.reference),
      unit: '/s',
      samples: emitPairs,
      target: '≥ 0.67',
    },
    ...[0.5, 0.99].map((share) => ({
      what: `echo round trip, p${share * 100} (without the instrumentation)`,
      ours: medianOf(echoes.ours, share),
      reference: medianOf(echoes.reference, share),
      unit: 'ms',
      samples: echoPairs * echoesPerBlock,
      target: '',
    })),
  ]
}

async function echoClient(origin: string): Promise<{ socket: ClientSocket; control: ControlClient }> {
  const control = new ControlClient(origin)
  const { paneOrigin } = await control.open()
  const run = await control.run({ 'server.js': echoProgram })
  await control.event('run', (event) => event.run === run && event.phase === 'listen')
  const { host } = new URL(paneOrigin.replace('{client}', 'ann').replace('{port}', '8080'))
  return { socket: await connectEcho({ port: Number(new URL(origin).port), host }), control }
}

/** A client that connects and throws away what it is sent: a real one would cost more than the server. */
async function listen(run: ProgramRun): Promise<void> {
  const socket = await run.sandbox.connect(8080)
  const key = Buffer.alloc(16, 'wirelab').toString('base64')
  socket.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:8080\r\nConnection: Upgrade\r\n` +
      `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  )
  await new Promise((resolve) => socket.once('data', resolve))
  // A text frame of two bytes, masked with zeros: Socket.IO's CONNECT (RFC 6455, 5.2).
  socket.write(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0x34, 0x30]))
  socket.resume().on('error', () => undefined)
}
