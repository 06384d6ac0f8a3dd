import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { RunsFold } from '../../../trace/runs.ts'

const start = (run: number): TraceEvent => ({
  seq: 1,
  at: 10,
  origin: 'server',
  kind: 'run',
  phase: 'start',
  run,
  entry: 'server.js',
  files: { 'server.js': '1' },
  isolation: 'bubblewrap',
  versions: {},
})
const event = (rest: {
  phase: 'listen' | 'unlisten'
  run: number
  port: number
  afterUs: number
}): TraceEvent => ({
  seq: 2,
  at: 20,
  origin: 'server',
  kind: 'run',
  ...rest,
})
const listen = (run: number, port: number, afterUs = 5) => event({ phase: 'listen', run, port, afterUs })
const end = (run: number): TraceEvent => ({
  seq: 3,
  at: 30,
  origin: 'server',
  kind: 'run',
  phase: 'end',
  run,
  reason: 'exited',
  exitCode: 0,
})
const after = (...list: TraceEvent[]) => {
  const runs = new RunsFold()
  for (const item of list) runs.push(item)
  return runs.snapshot
}

describe('runs', () => {
  it('tell the ports that listen, and how long the first took', () => {
    expect(after(start(1))).toMatchObject({ state: 'starting', ports: [] })
    expect(after(start(1), listen(1, 8080), listen(1, 3000, 9))).toMatchObject({
      state: 'running',
      ports: [8080, 3000],
      readyAfterUs: 5,
    })
    expect(
      after(start(1), listen(1, 8080), event({ phase: 'unlisten', run: 1, port: 8080, afterUs: 0 })),
    ).toMatchObject({ state: 'running', ports: [] })
  })

  it('tell how they ended, and keep their files', () => {
    expect(after(start(1), listen(1, 8080), end(1))).toMatchObject({
      state: 'ended',
      ports: [],
      end: { atUs: 30, reason: 'exited', exitCode: 0 },
      files: { 'server.js': '1' },
    })
  })

  it('are not disturbed by the last words of the run before', () => {
    expect(after(start(1), start(2), listen(1, 8080), end(1))).toMatchObject({
      run: 2,
      state: 'starting',
      ports: [],
    })
  })

  it('need their start', () => {
    expect(after(listen(1, 8080), end(1))).toBeUndefined()
  })
})
