import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { ladderOf } from '../../../trace/export/ladder-extract.ts'
import { columnsOf, fitColumns } from '../../../trace/export/text-columns.ts'
import { textLadder } from '../../../trace/export/text.ts'
import { roomsStory } from '../../fixtures/inspector/inside-story.ts'
import { frame } from '../../fixtures/inspector/story.ts'
import { placed } from '../trace/state-events.ts'
import { header } from './header.ts'
import { hostileTrace } from './hostile.ts'

const textOf = (events: readonly TraceEvent[], columns?: number) =>
  textLadder(ladderOf(header, events), { language: 'en', ...(columns === undefined ? {} : { columns }) })

const asks: readonly TraceEventDraft[] = [
  frame('ann', 'up', '420["ask","how are you?"]', { at: 12_500 }),
  frame('ann', 'down', '430["well"]', { at: 1_013_250 }),
]

describe('a ladder as text', () => {
  it('draws lifelines, arrows with their names, and what they carried', () => {
    expect(textOf(placed(asks), 80)).toBe(
      [
        'Socket.IO trace, 2026-01-01 00:00:00 UTC',
        '',
        ' seconds           Ann               Server',
        '   0.013            │─── ask ack 0? ───►│          "how are you?"',
        '   1.013            │<╌╌╌ ask ack 0 ╌╌╌╌│          "well"',
        '',
      ].join('\n'),
    )
  })

  it('shows whom a call reached, whom it passed, and why', () => {
    const text = textOf(placed(roomsStory()), 160)
    const line = text.split('\n').find((candidate) => candidate.includes('to blue'))
    expect(line).toContain('●')
    expect(line).toMatch(/◄.*[◁▷]/)
    expect(line).toContain('without Ben, who')
  })

  it('stands straight with characters of two columns', () => {
    const lines = textOf(placed([frame('ann', 'up', '42["漢字"]'), frame('ann', 'up', '42["hi"]')])).split(
      '\n',
    )
    const [wide, narrow] = lines.filter((line) => line.includes('►'))
    const serverAt = (line = '') => columnsOf(line.slice(0, line.lastIndexOf('│')))
    expect(wide).toContain(' 漢字 ')
    expect(serverAt(wide)).toBe(serverAt(narrow))
  })

  it('never gets wider than it may, whatever the trace holds, and shows nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(hostileTrace, fc.constantFrom(60, 110, 200), (events, columns) => {
        for (const line of textOf(events, columns).split('\n')) {
          expect(columnsOf(line)).toBeLessThanOrEqual(columns)
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
        }
      }),
      { numRuns: 200 },
    )
  }, 30_000)

  it('says what it left out: rows of a long trace, clients of a crowd', () => {
    const long = placed(Array.from({ length: 2_010 }, (_, n) => frame('ann', 'up', `42["e${n}"]`)))
    expect(textOf(long)).toContain('Earlier rows left out of this export: 10\n')
    expect(textOf(long)).not.toContain(' e9 ')
    const crowd = placed(Array.from({ length: 30 }, (_, n) => frame(`c${n}`, 'up', '42["e"]')))
    expect(textOf(crowd)).toContain('Clients left out of this export: 19\n')
    expect(textOf(crowd)).not.toContain('C29')
  })

  it('of nothing says so', () => {
    expect(textOf([])).toContain('Nothing was recorded')
  })

  it('of which nothing is wanted does not say that nothing was recorded', () => {
    const text = textLadder(
      ladderOf(header, placed(asks), () => false),
      { language: 'en' },
    )
    expect(text).toContain('Nothing of what was recorded is shown here')
    expect(text).not.toContain('Nothing was recorded')
  })

  it('shows what is wanted only, as what came before explains it', () => {
    const events = placed(asks)
    const text = textLadder(
      ladderOf(header, events, ({ seq }) => seq === 2),
      { language: 'en' },
    )
    expect(text).not.toContain('how are you?')
    expect(text).toContain('ask ack 0')
  })
})

describe('columns', () => {
  it.each([
    ['abc', 3],
    ['漢字', 4],
    ['ｈ', 2],
    ['e\u0301', 1],
    ['👩‍👩‍👧', 2],
    ['Привет', 6],
  ])('%s takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns)
  })

  it('cutting never halves a character', () => {
    expect(fitColumns('漢字漢字', 6)).toBe('漢字…')
    expect(fitColumns('漢字漢字', 8)).toBe('漢字漢字')
    expect(fitColumns('abc', 0)).toBe('')
  })
})
