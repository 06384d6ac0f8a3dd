import { describe, expect, test } from 'vitest'
import { ReportQueue } from '../../../instrument/report-queue.ts'
import type { InstrumentReport } from '../../../protocol/instrument.ts'

const report: InstrumentReport = {
  kind: 'room',
  phase: 'join',
  namespace: '/',
  room: 'blue',
  socket: 'a',
  server: 1,
  clock: '1',
}

function queueWith(sink: (batch: readonly InstrumentReport[]) => void) {
  const tasks: (() => void)[] = []
  const faults: unknown[] = []
  const queue = new ReportQueue(
    {
      now: () => '1',
      callSite: () => undefined,
      defer: (task) => void tasks.push(task),
      fault: (error) => void faults.push(error),
    },
    sink,
  )
  return { queue, tasks, faults }
}

describe('reports on their way out', () => {
  test('are handed over together, in order, by one deferred task', () => {
    const batches: (readonly InstrumentReport[])[] = []
    const { queue, tasks } = queueWith((batch) => batches.push(batch))
    for (let index = 0; index < 3; index++) {
      expect(queue.admits('lasting')).toBe(true)
      queue.add({ ...report, socket: String(index) })
    }
    expect(tasks).toHaveLength(1)
    tasks[0]?.()
    expect(batches.map((batch) => batch.map((each) => 'socket' in each && each.socket))).toEqual([
      ['0', '1', '2'],
    ])
  })

  test('are bounded, and what is refused is counted once', () => {
    const seen: InstrumentReport[] = []
    const { queue, tasks } = queueWith((batch) => seen.push(...batch))
    const offered = 20_000
    let admitted = 0
    for (let index = 0; index < offered; index++) {
      if (!queue.admits('passing')) continue
      admitted++
      queue.add(report)
    }
    tasks[0]?.()
    expect(admitted).toBeLessThan(offered)
    expect(seen.at(-1)).toEqual({ kind: 'dropped', clock: '1', count: offered - admitted })
    queue.flush()
    expect(seen).toHaveLength(admitted + 1)
  })

  test('leave room for what lasts when a flood has taken the rest', () => {
    const { queue } = queueWith(() => {})
    while (queue.admits('passing')) queue.add(report)
    expect(queue.admits('lasting')).toBe(true)
  })

  test('are fewer when handing them over takes long, but for what lasts', () => {
    const { queue } = queueWith(() => {
      const end = performance.now() + 250
      while (performance.now() < end);
    })
    expect(queue.admits('passing')).toBe(true)
    queue.add(report)
    queue.flush()
    expect([queue.admits('passing'), queue.admits('lasting')]).toEqual([false, true])
  })

  test('a sink that throws is a fault of ours, and the next batch comes', () => {
    let calls = 0
    const { queue, faults } = queueWith(() => {
      if (++calls === 1) throw new Error('gone')
    })
    for (let index = 0; index < 2; index++) {
      if (queue.admits('lasting')) queue.add(report)
      queue.flush()
    }
    expect(faults).toHaveLength(1)
    expect(calls).toBe(2)
  })
})
