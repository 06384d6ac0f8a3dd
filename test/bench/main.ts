/** `npm run bench`: each figure is a ratio of two things measured in turn; one table, and `test-results/bench.json`. */
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../../server/project-folder.ts'
import { connectEcho, echoesPerSecond, roundTrips } from './echo.ts'
import { nodeProcessesBelow, privateMiB } from './memory.ts'
import { firstLoadScriptKB } from './page-weight.ts'
import { startPlainServer } from './plain-server.ts'
import { startBenchProduct } from './product.ts'
import { interleave, median, quantile, type Row } from './statistics.ts'

const startPairs = 30
const echoBlocks = 20
const echoesPerBlock = 500
const throughputBlocks = 6
const throughputEchoes = 10_000
const throughputInFlight = 50

const product = await startBenchProduct()
const rows: Row[] = []

const starts = await interleave(
  startPairs,
  () => product.run(),
  async () => {
    const plain = await startPlainServer()
    await plain.stop()
    return plain.listeningAfterMs
  },
)
rows.push({
  what: 'Run → the server listens (node server.js by hand)',
  ours: median(starts.ours),
  reference: median(starts.reference),
  unit: 'ms',
  samples: startPairs,
  target: '≤ 0.05',
})

await product.run()
const plain = await startPlainServer()
const plainPid = plain.process.pid
if (plainPid === undefined) throw new Error('A started process has an id.')
const sandboxed = Math.max(...nodeProcessesBelow(product.pid).map(privateMiB))
rows.push({
  what: 'private memory of an idle session (node server.js by hand)',
  ours: sandboxed,
  reference: privateMiB(plainPid),
  unit: 'MiB',
  samples: 1,
  target: '≤ 0.9',
})

const ours = await connectEcho({ port: Number(new URL(product.origin).port), host: product.clientHost })
const direct = await connectEcho({ port: plain.port })
await roundTrips(ours, echoesPerBlock)
await roundTrips(direct, echoesPerBlock)
const p50 = { ours: [] as number[], direct: [] as number[] }
const p99 = { ours: [] as number[], direct: [] as number[] }
for (let block = 0; block < echoBlocks; block += 1) {
  const throughTap = await roundTrips(ours, echoesPerBlock)
  const straight = await roundTrips(direct, echoesPerBlock)
  p50.ours.push(median(throughTap))
  p50.direct.push(median(straight))
  p99.ours.push(quantile(throughTap, 0.99))
  p99.direct.push(quantile(straight, 0.99))
}
for (const [name, share] of [
  ['p50', p50],
  ['p99', p99],
] as const)
  rows.push({
    what: `echo round trip through gateway and tap, ${name} (direct connection)`,
    ours: median(share.ours),
    reference: median(share.direct),
    unit: 'ms',
    samples: echoBlocks * echoesPerBlock,
    target: '≤ 1.3',
  })

const throughput = await interleave(
  throughputBlocks,
  () => echoesPerSecond(ours, throughputEchoes, throughputInFlight),
  () => echoesPerSecond(direct, throughputEchoes, throughputInFlight),
)
rows.push({
  what: 'echoes a second through the tap, 1 client (direct connection)',
  ours: median(throughput.ours),
  reference: median(throughput.reference),
  unit: '/s',
  samples: throughputBlocks,
  target: '≥ 0.7',
})
ours.disconnect()
direct.disconnect()
await plain.stop()

rows.push({
  what: 'lesson page, script of the first load before the editor',
  ours: await firstLoadScriptKB(product.origin, '/lessons/server/'),
  unit: 'kB gzip',
  samples: 1,
  target: '≤ 60',
})
await product.stop()

const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
const table = rows.map(({ what, ours, reference, unit, samples, target }) => ({
  what,
  ours: `${ours.toFixed(2)} ${unit}`,
  reference: reference === undefined ? '' : `${reference.toFixed(2)} ${unit}`,
  ratio: reference === undefined ? '' : (ours / reference).toFixed(3),
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
