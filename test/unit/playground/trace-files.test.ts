import { describe, expect, it } from 'vitest'
import { exportFileName } from '../../../src/playground/inspector/export-name.ts'
import { maxFileBytes, openTrace } from '../../../src/playground/trace-viewer/open-trace.ts'
import { recordedText } from '../trace/recorded.ts'

const file = (text: string, size = text.length) => ({ size, text: () => Promise.resolve(text) })

describe('a chosen file', () => {
  it('is a trace by its contents, whatever it is called', async () => {
    const reading = await openTrace(file(recordedText()), 'my.trace.txt')
    expect(reading).toMatchObject({ ok: true, trace: { name: 'my.trace', cut: false } })
    expect(reading.ok && reading.trace.source.events).toHaveLength(89)
  })

  it('that is cut in the middle gives what could be read, and says so', async () => {
    const reading = await openTrace(file(recordedText().slice(0, 5_000)), 'half.jsonl')
    expect(reading).toMatchObject({ ok: true, trace: { cut: true } })
  })

  it.each([
    ['too-large', { size: maxFileBytes + 1, text: () => Promise.reject(new Error('it was read')) }],
    ['unreadable', { size: 1, text: () => Promise.reject(new Error('it is gone')) }],
    ['not-a-trace', file('{"log":{}}')],
    ['future-version', file(recordedText().replace('"version":1', '"version":2'))],
    ['bad-line', file(recordedText().replace('"seq":2,', '"seq":1,'))],
  ])('that is %s is refused as such', async (code, chosen) => {
    expect(await openTrace(chosen, 'x')).toMatchObject({ ok: false, problem: { code } })
  })
})

describe('the name of an exported file', () => {
  it.each([
    ['server', 'wirelab-server-2026-01-31-1530'],
    [undefined, 'wirelab-2026-01-31-1530'],
    ['Мой чат (2)', 'wirelab-Мой-чат-2-2026-01-31-1530'],
    ['../../etc/passwd', 'wirelab-etc-passwd-2026-01-31-1530'],
    ['\u202Egnp.exe\u0000', 'wirelab-gnp-exe-2026-01-31-1530'],
    ['x'.repeat(500), `wirelab-${'x'.repeat(60)}-2026-01-31-1530`],
  ])('of %j is %s', (name, expected) => {
    expect(exportFileName(name, '2026-01-31T15:30:12.345Z')).toBe(expected)
  })
})
