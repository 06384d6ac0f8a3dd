import { expect, it } from 'vitest'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { InspectorModel } from '../../../src/playground/inspector/inspector-model.ts'
import { TraceBuffer } from '../../../src/playground/runtime/trace-buffer.ts'
import { recordedProgram } from '../trace/diagnosed.ts'
import { stubScreen } from './screen.ts'

const screen = stubScreen()

/** Recordings as runs of one session, one after another. */
function session(...names: readonly string[]): readonly TraceEvent[] {
  const events: TraceEvent[] = []
  for (const name of names) {
    const before = events.at(-1) ?? { seq: 0, at: 0 }
    for (const event of recordedProgram(name)) {
      events.push({ ...event, seq: before.seq + event.seq, at: before.at + event.at })
    }
  }
  return events
}

function openModel(events: readonly TraceEvent[]): InspectorModel {
  const source = new TraceBuffer('2026-01-01T00:00:00.000Z')
  source.append(events)
  const model = new InspectorModel(source, ['ann', 'ben'])
  model.start()
  screen.draw()
  return model
}

function noticed(model: InspectorModel) {
  const { ofRun, earlier } = model.why.noticed()
  return { ofRun: ofRun.map(({ what }) => what), earlier: earlier.map(({ what }) => what) }
}

it('what was noticed in an earlier run stands apart, and is what is noticed when the timeline stands there', () => {
  const events = session('ack-forgotten', 'handler-late', 'upgraded', 'unknown-namespace')
  const model = openModel(events)
  // In each run Ann has another socket than in the one before: that came to light in the later one.
  const [ofFirst, ofSecond, ofThird] = [['ack-pending'], ['new-id', 'handler-late'], ['new-id']]
  const beforeLast = [...ofFirst, ...ofSecond, ...ofThird]
  expect(noticed(model)).toEqual({ ofRun: ['unknown-namespace'], earlier: beforeLast })

  const starts = events.flatMap(({ seq, ...event }) =>
    event.kind === 'run' && event.phase === 'start' ? [seq] : [],
  )
  const standAt = (seq: number) => {
    model.moment.step(seq - (model.moment.travelled.value?.seq ?? model.newest.seq))
    expect(model.moment.travelled.value?.seq).toBe(seq)
    return noticed(model)
  }
  const [first = 0, second = 0, third = 0] = starts
  expect(standAt(first)).toEqual({ ofRun: ofFirst, earlier: [] })
  expect(standAt(second - 1)).toEqual({ ofRun: ofFirst, earlier: [] })
  expect(standAt(second)).toEqual({ ofRun: ofSecond, earlier: ofFirst })
  expect(standAt(third)).toEqual({ ofRun: ofThird, earlier: [...ofFirst, ...ofSecond] })

  model.backToLive()
  expect(noticed(model).ofRun).toEqual(['unknown-namespace'])
  model.clear()
  expect(noticed(model)).toEqual({ ofRun: [], earlier: [] })
})
