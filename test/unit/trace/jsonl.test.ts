import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { eventLine, headerLine, traceToJsonl } from '../../../trace/export/jsonl.ts'
import { parseTrace } from '../../../trace/jsonl.ts'
import { recordedText, recordedTrace } from './recorded.ts'
import { textFrame } from './frames.ts'

const header = headerLine({ format: 'wirelab-trace', version: 1, startedAt: '2026-01-01T00:00:00.000Z' })

describe('a file of version 1', () => {
  it('is readable for ever', () => {
    const { source } = recordedTrace()
    expect(source.events).toHaveLength(89)
    expect(source.dropped).toBe(0)
    expect(new Set(source.events.map((event) => event.kind))).toStrictEqual(
      new Set(['run', 'link', 'frame', 'http', 'console', 'error', 'drop']),
    )
  })

  it('is written again as it was', () => {
    expect(traceToJsonl(recordedTrace().source)).toBe(recordedText())
  })
})

describe('a damaged file', () => {
  const lines = recordedText().trimEnd().split('\n')

  it('that was cut anywhere behind its header gives every whole line, and says that it was cut', () => {
    const text = recordedText()
    for (let length = (lines[0]?.length ?? 0) + 1; length < text.length; length += 97) {
      const part = text.slice(0, length)
      const parsed = parseTrace(part)
      const whole = part.split('\n').slice(1, -1).length
      const last = part.split('\n').at(-1) ?? ''
      const lastIsWhole = last !== '' && lines.includes(last)
      expect(parsed).toMatchObject({ ok: true, cut: last !== '' && !lastIsWhole })
      expect(parsed.ok && parsed.source.events.length).toBe(whole + (lastIsWhole ? 1 : 0))
    }
  })

  it.each([
    ['nothing', ''],
    ['no JSON', 'hello\n'],
    ['other JSON', '{"log":{"version":"1.2"}}\n'],
    ['half a header', header.slice(0, 30)],
    ['a list', '[]'],
  ])('%s is not a trace', (_, text) => {
    expect(parseTrace(text)).toStrictEqual({ ok: false, problem: { code: 'not-a-trace' } })
  })

  it('of a newer version is refused as such', () => {
    const text = header.replace('"version":1', '"version":2')
    expect(parseTrace(`${text}{"seq":1,"kind":"something new"}\n`)).toStrictEqual({
      ok: false,
      problem: { code: 'future-version' },
    })
  })

  it.each([
    ['no JSON', 'x\n'],
    ['an unknown kind', '{"seq":1,"at":0,"origin":"gateway","kind":"dream"}\n'],
    ['a wrong field', eventLine({ ...textFrame(1, '2'), size: -1 })],
    ['an event out of order', eventLine(textFrame(1, '2')) + eventLine(textFrame(1, '2'))],
  ])('names the line that is bad: %s', (_, text) => {
    const good = eventLine(textFrame(9, '3'))
    const bad = parseTrace(`${header}${text}${good}`)
    expect(bad).toMatchObject({ ok: false, problem: { code: 'bad-line' } })
    expect(!bad.ok && bad.problem.line).toBe(1 + text.trimEnd().split('\n').length)
  })
})

it('reads Windows line ends, a byte order mark, blank lines and a missing last line feed', () => {
  const text = `\uFEFF${header}${eventLine(textFrame(1, '2'))}\n${eventLine(textFrame(2, '3'))}`
  const parsed = parseTrace(text.trimEnd().replaceAll('\n', '\r\n'))
  expect(parsed).toMatchObject({ ok: true, cut: false })
  expect(parsed.ok && parsed.source.events).toHaveLength(2)
})

it('counts the events before the first retained one as dropped', () => {
  const parsed = parseTrace(header + eventLine(textFrame(7, '2')))
  expect(parsed.ok && parsed.source.dropped).toBe(6)
})

it('keeps hostile texts as they are, each on its one line', () => {
  const event: TraceEvent = {
    seq: 1,
    at: 0,
    origin: 'server',
    claimed: true,
    kind: 'console',
    participant: 'server',
    level: 'log',
    parts: ['a\nb\r\u2028\u0000\ud800', '{"seq":2}\n'],
  }
  expect(eventLine(event).match(/\n/g)).toHaveLength(1)
  const parsed = parseTrace(header + eventLine(event))
  expect(parsed.ok && parsed.source.events).toStrictEqual([event])
})

it('is inert to __proto__ in a file', () => {
  const line =
    '{"seq":1,"at":0,"origin":"server","kind":"run","phase":"start","run":1,"entry":"a.js","isolation":"bubblewrap",' +
    '"versions":{},"files":{"__proto__":"polluted","a.js":""},"__proto__":{"polluted":true}}\n'
  const parsed = parseTrace(header + line)
  expect(parsed.ok).toBe(true)
  expect('polluted' in {}).toBe(false)
  const event = parsed.ok ? parsed.source.events[0] : undefined
  expect(event !== undefined && 'polluted' in event).toBe(false)
})
