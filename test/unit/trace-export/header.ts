import type { TraceHeader } from '../../../protocol/trace.ts'

export const header: TraceHeader = {
  format: 'wirelab-trace',
  version: 1,
  startedAt: '2026-01-01T00:00:00.000Z',
}
