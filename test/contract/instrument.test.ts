import { assert as assertProperty, asyncProperty } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instrumentReportSchema } from '../../protocol/instrument.ts'
import { checkDeliveries } from './instrument-deliveries.ts'
import { freshSocketIo, observedSocketIo } from './instrument-module.ts'
import { program } from './instrument-program.ts'
import { runProgram } from './instrument-run.ts'

const programs = 200

describe('what the instrumentation claims', () => {
  test('every delivery is tied to the emit that crossed, and nothing else is', async () => {
    const { module, reports, faults, flush } = observedSocketIo()
    let deliveries = 0
    await assertProperty(
      asyncProperty(program, async (generated) => {
        reports.length = 0
        const { sessions } = await runProgram(module, generated)
        flush()
        deliveries += checkDeliveries(reports, sessions)
        for (const report of reports) instrumentReportSchema.parse(report)
        expect(faults).toEqual([])
      }),
      { numRuns: programs },
    )
    expect(deliveries).toBeGreaterThan(programs)
  }, 120_000)

  test('a program sees the same with it and without it', async () => {
    const pristine = freshSocketIo()
    const { module } = observedSocketIo()
    await assertProperty(
      asyncProperty(program, async (generated) => {
        const quiet = {
          transports: generated.transports,
          // It adds an id by the clock to every event.
          recovery: false,
          // Whether a transport can be written to at that moment is left to chance.
          steps: generated.steps.map((step) =>
            'volatile' in step && step.do !== 'ask-one' ? { ...step, volatile: false } : step,
          ),
        }
        const without = await runProgram(pristine, quiet, true)
        const withIt = await runProgram(module, quiet, true)
        expect(withIt.seen).toEqual(without.seen)
      }),
      { numRuns: 50 },
    )
  }, 120_000)
})
