/**
 * Random hostile traces, read by everything that reads traces: as in `test/unit/trace/hostile-fuzz.test.ts`, but many, and
 * others each time. A failure ends the bench with the trace in its smallest form. `WIRELAB_FUZZ_CASES` says how many.
 */
import { availableParallelism } from 'node:os'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { fuzzTraces } from '../fixtures/hostile-trace/fuzz.ts'
import type { Row } from './statistics.ts'

const defaultCases = 100_000

interface Share {
  readonly cases: number
}

if (!isMainThread) {
  // What `hostileTraceRow` below handed over.
  const { cases } = workerData as Share
  fuzzTraces(cases)
}

export async function hostileTraceRow(): Promise<Row> {
  const cases = Number(process.env.WIRELAB_FUZZ_CASES ?? defaultCases)
  const workers = Math.max(1, availableParallelism())
  const share: Share = { cases: Math.ceil(cases / workers) }
  const started = performance.now()
  await Promise.all(Array.from({ length: workers }, () => runShare(share)))
  const samples = share.cases * workers
  return {
    what: `hostile traces, each read, explained and exported (${workers} at a time)`,
    ours: (performance.now() - started) / samples,
    unit: 'ms',
    samples,
    target: '',
  }
}

function runShare(share: Share): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share })
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
}
