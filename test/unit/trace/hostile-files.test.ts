import { describe, expect, it, test } from 'vitest'
import type { DecodeProblem } from '../../../trace/packet.ts'
import { FrameDecoder } from '../../../trace/decode.ts'
import { eventLine, headerLine, traceToJsonl } from '../../../trace/export/jsonl.ts'
import { parseTrace, type ParsedTrace } from '../../../trace/jsonl.ts'
import { readEverything } from '../../fixtures/hostile-trace/fuzz.ts'
import { hostileTexts } from '../../fixtures/hostile-trace/hostile-text.ts'
import { checkUntouched } from '../../fixtures/hostile-trace/inert-check.ts'
import { traceOf } from '../../fixtures/hostile-trace/one-text.ts'
import { hostileHeader } from '../../fixtures/hostile-trace/read-folds.ts'
import { binaryFrame, textFrame } from './frames.ts'

const header = headerLine(hostileHeader)
const fileOf = (text: string) => traceToJsonl({ header: hostileHeader, events: traceOf(text), dropped: 0 })
const problemOf = (parsed: ParsedTrace) => (parsed.ok ? undefined : parsed.problem)

const million = 1_000_000

describe('a text in every place where a stranger can put one', () => {
  it.each(Object.entries(hostileTexts))('that is %s is read, told and exported as inert text', (_, text) => {
    expect(() => readEverything(traceOf(text))).not.toThrow()
  })

  it('that is a million characters long is cut wherever a person reads it, and read in bearable time', () => {
    const started = performance.now()
    for (const text of ['x'.repeat(million), '\u202E'.repeat(million / 10)]) {
      expect(() => readEverything(traceOf(text))).not.toThrow()
    }
    // Linear code takes a second or two; anything quadratic takes hours. The bound leaves room for a busy machine.
    expect(performance.now() - started).toBeLessThan(60_000)
  }, 90_000)
})

test('an object’s own __proto__ in a file is a key like any other, or none', () => {
  const [first, ...rest] = traceOf('__proto__')
  const poison = '"__proto__":{"polluted":1,"seq":7},"constructor":{"prototype":{"polluted":1}}'
  const poisoned = (line: string) => line.replace('{', `{${poison},`)
  const lines = [header, ...(first ? [eventLine(first)] : []), ...rest.map(eventLine)].map(poisoned)
  const files = lines
    .join('')
    .replace('"files":{', '"files":{"__proto__":"x",')
    .replace('"versions":{', '"versions":{"__proto__":"1",')
  const parsed = parseTrace(files)
  expect(parsed).toMatchObject({ ok: true, cut: false })
  checkUntouched()
  const events = parsed.ok ? parsed.source.events : []
  expect(events).toHaveLength(rest.length + 1)
  for (const event of events) expect(Object.getPrototypeOf(event)).toBe(Object.prototype)
  expect(() => readEverything(events)).not.toThrow()
})

describe('a file', () => {
  it('cut at any byte of any hostile text gives its whole lines, or says what is wrong', () => {
    for (const text of Object.values(hostileTexts)) {
      const whole = fileOf(text)
      const events = traceOf(text).length
      for (let length = header.length; length < whole.length; length += 251) {
        const parsed = parseTrace(whole.slice(0, length))
        expect(parsed).toMatchObject({ ok: true })
        expect(parsed.ok && parsed.source.events.length).toBeLessThanOrEqual(events)
      }
    }
  })

  it('from a future version, whatever else is in it, is refused as such', () => {
    const future = fileOf('hostile').replace('"version":1', '"version":999999999')
    expect(problemOf(parseTrace(future))).toEqual({ code: 'future-version' })
  })

  it.each([
    ['a version that is no number', '"version":"1"'],
    ['a version before the first', '"version":0'],
    ['half a version', '"version":1.5'],
  ])('with %s is none of ours', (_, version) => {
    expect(problemOf(parseTrace(fileOf('x').replace('"version":1', version)))).toEqual({
      code: 'not-a-trace',
    })
  })

  const deep = 200_000
  const bad = [
    ['a list without end', '['.repeat(deep)],
    ['lists in lists', `${'['.repeat(deep)}${']'.repeat(deep)}`],
    ['objects in objects', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
    [
      'an event with a deep field',
      `{"seq":1,"at":0,"origin":"pane","kind":"console","participant":"ann","level":"log","parts":[${'['.repeat(deep)}${']'.repeat(deep)}]}`,
    ],
    [
      'a number beyond numbers',
      '{"seq":1e999,"at":0,"origin":"pane","kind":"drop","what":"reports","count":1}',
    ],
    [
      'a place that is not whole',
      '{"seq":1.5,"at":0,"origin":"pane","kind":"drop","what":"reports","count":1}',
    ],
    [
      'a place beyond exact numbers',
      '{"seq":9007199254740993,"at":0,"origin":"pane","kind":"drop","what":"reports","count":1}',
    ],
    [
      'a client called like the server',
      '{"seq":1,"at":0,"origin":"user","kind":"fault","client":"server","fault":{"type":"drop"}}',
    ],
    [
      'markup for a client',
      '{"seq":1,"at":0,"origin":"user","kind":"fault","client":"<b>","fault":{"type":"drop"}}',
    ],
    [
      'a page’s word without a page',
      '{"seq":1,"at":0,"origin":"pane","kind":"listener","phase":"answered","ack":0,"handlers":0,"namespace":"/","socket":"s"}',
    ],
    [
      'a gateway that speaks of handlers',
      '{"seq":1,"at":0,"origin":"gateway","kind":"listener","phase":"answered","ack":0,"handlers":0,"server":1,"socket":"s"}',
    ],
  ] as const
  it.each(bad)('with %s as a line is refused, with the line’s number', (_, line) => {
    expect(problemOf(parseTrace(`${header}${line}\n${line}\n`))).toEqual({ code: 'bad-line', line: 2 })
  })
})

describe('a packet that is none', () => {
  const cases: readonly (readonly [string, string, DecodeProblem])[] = [
    ['nothing', '', 'empty'],
    ['an unknown type of Engine.IO', '7', 'unknown-engine-type'],
    ['an unknown type of Socket.IO', '47["a"]', 'unknown-packet-type'],
    ['a count of attachments without its end', '451["a"]', 'bad-attachment-count'],
    ['a count of attachments that is no number', '45x-["a"]', 'bad-attachment-count'],
    ['no JSON', '42["a', 'bad-json'],
    ['an event without a name', '42[]', 'payload-shape'],
    ['an event that the protocol keeps for itself', '42["disconnect"]', 'reserved-event'],
    ['a handshake without its fields', '0{"sid":7}', 'bad-handshake'],
    ['an answer to nothing', '43[]', 'bad-ack-id'],
  ]
  it.each(cases)('because of %s is explained', (_, data, problem) => {
    expect(new FrameDecoder().next(textFrame(1, data)).problem).toBe(problem)
  })

  it.each(['42["a', '42["a","b', '42/chat', '451-["a",{"_placeholder"', '43', '42', '4'])(
    'because %s was cut says so',
    (data) => {
      expect(new FrameDecoder().next(textFrame(1, data, { truncated: true })).problem).toBe('truncated')
    },
  )

  it('because the attachments do not fit their count is explained, too many as well as too few', () => {
    const decoder = new FrameDecoder()
    const bytes = new Uint8Array([1])
    const problems = [
      textFrame(1, '451-["one",{"_placeholder":true,"num":0}]'),
      binaryFrame(2, bytes),
      binaryFrame(3, bytes),
      textFrame(4, '452-["two",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'),
      binaryFrame(5, bytes),
      textFrame(6, '42["next"]'),
    ].map((frame) => decoder.next(frame).problem)
    expect(problems).toEqual([
      undefined,
      undefined,
      'unexpected-attachment',
      undefined,
      undefined,
      'missing-attachments',
    ])
  })
})
