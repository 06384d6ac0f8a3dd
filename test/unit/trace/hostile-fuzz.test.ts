import { expect, test } from 'vitest'
import { fuzzTraces } from '../../fixtures/hostile-trace/fuzz.ts'

const cases = 2_000

/** A busy machine takes its time. */
const timeoutMs = 300_000

// `npm run bench` reads 100,000 of them: `test/bench/hostile-traces.ts`.
test(
  `whatever ${cases} hostile traces hold, it is read, told and exported as inert text, the same way forward and back`,
  () => {
    // What fails throws the trace in its smallest form, and the seed that gives it again.
    fuzzTraces(cases)
    expect(['hacked' in globalThis, 'polluted' in {}]).toEqual([false, false])
  },
  timeoutMs,
)
