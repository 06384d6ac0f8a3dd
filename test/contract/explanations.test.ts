/** Small real programs in real sandboxes: the trace says of each who got what, and why somebody did not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Diagnoses } from '../../trace/explain/diagnoses.ts'
import { ExplainedLog } from '../../trace/explain/explained-trace.ts'
import { verdictsOf } from '../../trace/explain/verdicts.ts'
import { explainedPrograms } from '../fixtures/explained-programs/all.ts'
import type { ExplainedProgram } from '../fixtures/explained-programs/program.ts'
import { openExplainedPlace, type ExplainedPlace } from './explained-place.ts'
import { askedEvent, toldDiagnoses, toldVerdicts } from './explained-words.ts'

let place: ExplainedPlace
beforeAll(async () => {
  place = await openExplainedPlace()
})
afterAll(() => place.close())

test('there are at least forty, each with a name of its own', () => {
  expect(new Set(explainedPrograms.map(({ name }) => name)).size).toBe(explainedPrograms.length)
  expect(explainedPrograms.length).toBeGreaterThanOrEqual(40)
})

describe('of each program the trace tells the truth', () => {
  test.concurrent.each(explainedPrograms)('$name', async (program) => {
    const trace = new ExplainedLog()
    const diagnoses = new Diagnoses()
    for (const event of await place.play(program)) {
      trace.push(event)
      diagnoses.push(event)
    }
    expect({
      verdicts: answers(program, trace),
      diagnoses: toldDiagnoses(diagnoses.found, trace.events),
    }).toEqual({
      verdicts: program.asks.map(({ verdicts }) => verdicts),
      diagnoses: program.diagnoses ?? [],
    })
  })
})

const answers = ({ asks }: ExplainedProgram, trace: ExplainedLog) =>
  asks.map((question) => toldVerdicts(verdictsOf(askedEvent(question, trace.events), trace), trace.events))
