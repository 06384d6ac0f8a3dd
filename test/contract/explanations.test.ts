/** Small real programs in real sandboxes: the trace says of each who got what, and why somebody did not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Diagnoses } from '../../trace/explain/diagnoses.ts'
import { ExplainedLog } from '../../trace/explain/explained-trace.ts'
import type { Verdict } from '../../trace/explain/explanation.ts'
import { verdictsOf } from '../../trace/explain/verdicts.ts'
import { diagnosisKinds } from '../fixtures/explained-programs/diagnosis-kinds.ts'
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

test('every verdict and every diagnosis has a program that shows it', () => {
  const verdicts = explainedPrograms.flatMap(({ asks }) =>
    asks.flatMap((question) => Object.values(question.verdicts)),
  )
  const reasons = verdicts.flatMap((verdict) => ('why' in verdict ? [verdict.why] : []))
  const unknown = verdicts.flatMap((verdict) => ('missing' in verdict ? [verdict.missing] : []))
  const kinds = explainedPrograms.flatMap(({ diagnoses = [] }) => diagnoses.map(({ what }) => what))
  expect(new Set(reasons)).toEqual(new Set(Object.keys(allReasons)))
  expect(new Set(unknown)).toEqual(new Set(Object.keys(allUnknown)))
  expect(new Set(kinds)).toEqual(new Set(diagnosisKinds))
})

describe('of each program the trace tells the truth', () => {
  test.concurrent.each(explainedPrograms)('$name', async (program) => {
    const trace = new ExplainedLog()
    const diagnoses = new Diagnoses(trace.stateNow)
    for (const event of await place.play(program)) {
      trace.push(event)
      diagnoses.push(event)
    }
    // On a machine that is slow enough, any program is busy for a moment.
    const isOfBlocks = program.diagnoses?.some(({ what }) => what === 'server-blocked')
    const found = diagnoses.found.filter(({ what }) => isOfBlocks || what !== 'server-blocked')
    expect({
      verdicts: answers(program, trace),
      diagnoses: toldDiagnoses(found, trace.events),
    }).toEqual({
      verdicts: program.asks.map(({ verdicts }) => verdicts),
      diagnoses: program.diagnoses ?? [],
    })
  })
})

const answers = ({ asks }: ExplainedProgram, trace: ExplainedLog) =>
  asks.map((question) => toldVerdicts(verdictsOf(askedEvent(question, trace.events), trace), trace.events))

type Reason = Extract<Verdict, { why: string }>['why']
type Missing = Extract<Verdict, { outcome: 'unknown' }>['missing']

const allReasons: Record<Reason, true> = {
  'no-listener': true,
  'listened-later': true,
  nameless: true,
  'socket-closed': true,
  'socket-refused': true,
  sender: true,
  excepted: true,
  'not-in-room': true,
  'left-room': true,
  'joined-later': true,
  'room-not-text': true,
  'other-socket': true,
  'none-of-sockets': true,
  'answered-before': true,
  'other-namespace': true,
  'other-server': true,
  'not-connected': true,
  volatile: true,
  lost: true,
  threw: true,
}
const allUnknown: Record<Missing, true> = {
  'dropped-events': true,
  'server-inside': true,
  'server-busy': true,
  'not-yet': true,
  unreadable: true,
}
