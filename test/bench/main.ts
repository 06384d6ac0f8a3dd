/** `npm run bench`: each figure is a ratio of two things measured in turn; one table, and `test-results/bench.json`. */
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../../server/project-folder.ts'
import type { Socket } from 'socket.io-client'
import { startBarePipe } from './bare-pipe.ts'
import { connectEcho, echoesPerSecond, roundTrips } from './echo.ts'
import { hostileTraceRow } from './hostile-traces.ts'
import { inspectorRows } from './inspector.ts'
import { instrumentRows } from './instrument.ts'
import { nodeProcessesBelow, privateMiB } from './memory.ts'
import { openedFileRows } from './opened-file.ts'
import { firstLoadScriptKB } from './page-weight.ts'
import { startPlainServer } from './plain-server.ts'
import { startBenchProduct } from './product.ts'
import { interleave, median, quantile, type Row } from './statistics.ts'

const startPairs = 30
const memoryPairs = 7
const echoBlocks = 20
const echoesPerBlock = 500
const throughputBlocks = 6
const throughputEchoes = 10_000
const throughputInFlight = 50

const product = await startBenchProduct()
const rows: Row[] = []

/** A run as a learner starts it: some program runs already, and the store of warm processes is full. */
const started = async () => {
  await product.settled()
  return product.run()
}
await product.run()
const starts = await interleave(startPairs, started, async () => {
  await product.settled()
  const plain = await startPlainServer()
  await plain.stop()
  return plain.listeningAfterMs
})
rows.push({
  what: 'Run → the server listens (node server.js by hand)',
  ours: median(starts.ours),
  reference: median(starts.reference),
  unit: 'ms',
  samples: startPairs,
  target: '≤ 0.05',
})

const memory = await interleave(
  memoryPairs,
  async () => {
    await started()
    await product.settled()
    return median(nodeProcessesBelow(product.pid).map(privateMiB))
  },
  async () => {
    const plain = await startPlainServer()
    const used = privateMiB(plain.pid)
    await plain.stop()
    return used
  },
)
rows.push({
  what: 'private memory of an idle session (node server.js by hand)',
  ours: median(memory.ours),
  reference: median(memory.reference),
  unit: 'MiB',
  samples: memoryPairs,
  target: '≤ 0.9',
})

const plain = await startPlainServer()
const barePipe = await startBarePipe(plain.port)
const ways = {
  ours: await connectEcho({ port: Number(new URL(product.origin).port), host: product.clientHost }),
  direct: await connectEcho({ port: plain.port }),
  pipe: await connectEcho({ port: barePipe.port }),
}
type Way = keyof typeof ways
const wayNames: readonly Way[] = ['ours', 'direct', 'pipe']

/** One measurement of each way in turn, again and again; the medians. */
async function compare(
  blocks: number,
  measure: (socket: Socket) => Promise<number>,
): Promise<Record<Way, number>> {
  const samples: Record<Way, number[]> = { ours: [], direct: [], pipe: [] }
  // The first block warms up.
  for (let block = 0; block <= blocks; block += 1)
    for (const way of wayNames) {
      const value = await measure(ways[way])
      if (block > 0) samples[way].push(value)
    }
  return { ours: median(samples.ours), direct: median(samples.direct), pipe: median(samples.pipe) }
}

for (const share of [0.5, 0.99]) {
  const times = await compare(echoBlocks, async (socket) =>
    quantile(await roundTrips(socket, echoesPerBlock), share),
  )
  const name = `echo round trip through gateway and tap, p${share * 100}`
  const common = { ours: times.ours, unit: 'ms', samples: echoBlocks * echoesPerBlock }
  rows.push({ ...common, what: `${name} (direct connection)`, reference: times.direct, target: '≤ 1.3' })
  rows.push({ ...common, what: `${name} (bare pipe)`, reference: times.pipe, target: '' })
}

const rates = await compare(throughputBlocks, (socket) =>
  echoesPerSecond(socket, throughputEchoes, throughputInFlight),
)
const rateName = 'echoes a second through the tap, 1 client'
const rate = { ours: rates.ours, unit: '/s', samples: throughputBlocks }
rows.push({ ...rate, what: `${rateName} (direct connection)`, reference: rates.direct, target: '≥ 0.7' })
rows.push({ ...rate, what: `${rateName} (bare pipe)`, reference: rates.pipe, target: '≥ 0.9' })
for (const way of wayNames) ways[way].disconnect()
barePipe.stop()
await plain.stop()

rows.push(...(await instrumentRows()))
rows.push(...(await inspectorRows()))
rows.push(...(await openedFileRows(product.origin)))

rows.push({
  what: 'lesson page, script of the first load before the editor',
  ours: await firstLoadScriptKB(product.origin, '/lessons/server/'),
  unit: 'kB gzip',
  samples: 1,
  target: '≤ 60',
})
await product.stop()

rows.push(await hostileTraceRow())

const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
const table = rows.map(({ what, ours, reference, unit, samples, target }) => ({
  what,
  ours: `${ours.toFixed(2)} ${unit}`,
  reference: reference === undefined ? '' : `${reference.toFixed(2)} ${unit}`,
  ratio: reference === undefined || reference === 0 ? '' : (ours / reference).toFixed(3),
  target,
  samples,
}))
process.stdout.write(`${new Date().toISOString().slice(0, 10)}, ${machine}\n`)
console.table(table)
await mkdir(join(projectFolder, 'test-results'), { recursive: true })
await writeFile(
  join(projectFolder, 'test-results', 'bench.json'),
  `${JSON.stringify({ date: new Date().toISOString(), machine, rows }, null, 2)}\n`,
)
