import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { ladderOf } from '../../../trace/export/ladder-extract.ts'
import { palettes, svgStyle } from '../../../trace/export/svg-style.ts'
import { ladderSvg } from '../../../trace/export/svg.ts'
import { frame } from '../../fixtures/inspector/story.ts'
import { recordedRooms, recordedTrace } from '../trace/recorded.ts'
import { placed } from '../trace/state-events.ts'
import { header } from './header.ts'
import { hostileTrace } from './hostile.ts'

const svgOf = (events: readonly TraceEvent[], theme: 'auto' | 'light' | 'dark' = 'auto') =>
  ladderSvg(ladderOf(header, events), { language: 'en', theme })

const tokens = readFileSync(new URL('../../../src/styles/tokens.css', import.meta.url), 'utf8')

/** The value of a custom property: of the light theme first, then of the dark one. */
const tokensOf = (name: string) =>
  Array.from(tokens.matchAll(new RegExp(`--wl-${name}: (#[0-9a-f]+)`, 'g')), (match) => match[1])

describe('a ladder as an SVG file', () => {
  it('has a rule for every class that it uses', () => {
    for (const { source } of [recordedRooms(), recordedTrace()]) {
      const { markup } = svgOf(source.events)
      const used = Array.from(
        markup.matchAll(/class="([^"]+)"/g),
        (match) => match[1]?.split(' ') ?? [],
      ).flat()
      const style = svgStyle('light')
      // A group's look is its members'.
      const groups = [
        'wl-figure-mark',
        'wl-figure-boundary',
        'wl-figure-fan',
        'wl-figure-control',
        'wl-figure-chapter',
      ]
      for (const name of new Set(used))
        if (!groups.includes(name) && !['wl-figure-event', 'wl-figure-server'].includes(name))
          expect(`${style} `).toMatch(new RegExp(`\\.${name}[,{ .]`))
    }
  })

  it('has the page’s colours', () => {
    for (const [index, theme] of (['light', 'dark'] as const).entries()) {
      const { paper, ink, soft, hairline, error, participants } = palettes[theme]
      expect([paper, ink, soft, hairline, error]).toEqual(
        ['paper', 'ink', 'ink-soft', 'hairline', 'error'].map((name) => tokensOf(name)[index]),
      )
      expect(participants).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => tokensOf(`participant-${n}`)[index]))
    }
  })

  it('follows its reader’s theme, or is of one', () => {
    expect(svgOf([]).markup).toContain('@media (prefers-color-scheme:dark)')
    expect(svgOf([], 'dark').markup).not.toContain('@media')
    expect(svgOf([], 'dark').markup).toContain(palettes.dark.paper)
    expect(svgOf([], 'dark').markup).not.toContain(palettes.light.paper)
  })

  it('needs nothing from elsewhere and runs nothing, whatever the trace holds', () => {
    fc.assert(
      fc.property(hostileTrace, (events) => {
        const { markup } = svgOf(events)
        const elements = new Set(Array.from(markup.matchAll(/<([a-zA-Z!?]+)/g), (match) => match[1]))
        const allowed = ['svg', 'title', 'style', 'g', 'path', 'circle', 'rect', 'text', 'tspan']
        expect([...elements].filter((name) => name === undefined || !allowed.includes(name))).toEqual([])
        const tags = markup.match(/<[^>]*>/g) ?? []
        expect(tags.filter((tag) => /\s(?:on\w+|href|src|style)=/i.test(tag))).toEqual([])
        expect(markup).not.toMatch(/url\(|@import|[\p{Cs}\u202E]|(?!\n)\p{Cc}/u)
      }),
      { numRuns: 200 },
    )
  }, 30_000)

  it('keeps within its bounds and says what it left out', () => {
    const events = placed(Array.from({ length: 60 }, (_, n) => frame('ann', 'up', `42["e${n}"]`)))
    const { markup, height } = ladderSvg(ladderOf(header, events), {
      language: 'ru',
      theme: 'light',
      rowsMax: 50,
    })
    expect(markup).toContain('Более ранних строк, не вошедших сюда: 10')
    expect(markup).not.toContain('>e9<')
    expect(markup).toContain(`viewBox="0 0 520 ${height}"`)
  })
})
