import { describe, expect, it } from 'vitest'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { participant } from '../../../src/playground/participants.ts'
import { traceFigure } from '../../../trace/figure.ts'
import { roomsStory } from '../../fixtures/inspector/inside-story.ts'
import { chatStory, frame } from '../../fixtures/inspector/story.ts'

function log(drafts: readonly TraceEventDraft[]): TraceEvent[] {
  return drafts.map((draft, index) => ({ at: index * 1000, ...draft, seq: index + 1 }))
}

const options = { language: 'en', title: 'A message and its answer', participant } as const

/** The elements of a picture, without their attributes. */
function elementsOf(svg: string): Set<string> {
  return new Set(Array.from(svg.matchAll(/<([a-zA-Z]+)/g), (match) => match[1] ?? ''))
}

describe('a picture of a trace', () => {
  it('draws lifelines and arrows, and tells them as sentences', () => {
    const svg = traceFigure(
      log([frame('ann', 'up', '42/chat,7["hi"]'), frame('ann', 'down', '43/chat,7["ok"]')]),
      options,
    )
    expect(svg).toContain('<title id="wl-figure-')
    expect(svg).toContain('>A message and its answer</title>')
    expect(svg).toContain('Ann to server: event hi, namespace /chat, asks for acknowledgement 7')
    expect(svg).toContain('Server to Ann: acknowledgement hi, &quot;ok&quot;')
    expect(svg).toContain('wl-figure-ack')
    expect(svg).toMatch(/class="wl-figure-1[^"]*"/)
  })

  it('draws a call as a node that fans out, hollow to those that it left out', () => {
    const svg = traceFigure(log(roomsStory()), { ...options, clients: ['ann', 'ben', 'cat'] })
    expect(svg).toContain('Server to Ann, Cat: event chat, &quot;hi&quot;, to blue; without Ben')
    const [, fan = ''] = svg.split('wl-figure-fan')
    expect(fan.slice(0, fan.indexOf('</g>')).match(/wl-figure-(head|hollow)/g)).toEqual([
      'wl-figure-hollow',
      'wl-figure-head',
      'wl-figure-head',
      'wl-figure-head',
    ])
    expect(svg).toContain('· to blue</tspan>')
  })

  it('cuts labels to narrow lanes, names of steps as a whole', () => {
    const events = log(chatStory())
    const widthOf = (svg: string) => Number(/ width="(\d+)"/.exec(svg)?.[1])
    const [usual, narrow] = [
      traceFigure(events, options),
      traceFigure(events, { ...options, laneWidth: 104 }),
    ]
    expect(widthOf(narrow)).toBeLessThan(widthOf(usual))
    expect(usual).toContain('>handshake, upgrade<')
    expect(narrow).toContain('>handshake…<')
    // Both stand in one page.
    expect(/<title id="[^"]+"/.exec(narrow)?.[0]).not.toBe(/<title id="[^"]+"/.exec(usual)?.[0])
  })

  it('speaks the language it is asked for', () => {
    const svg = traceFigure(log(chatStory()), { ...options, language: 'ru' })
    expect(svg).toContain('>Сервер</text>')
    expect(svg).toContain('Ann серверу: событие message')
    expect(svg).not.toContain('Server to')
  })

  it('holds nothing of a hostile payload but escaped text', () => {
    const hostile = '</text></svg><script>alert(1)</script><img src=x onerror="alert(1)">\u202E\u001B[31m'
    const svg = traceFigure(
      log([
        frame('ann', 'up', `42${JSON.stringify([hostile, hostile])}`),
        {
          origin: 'pane',
          kind: 'console',
          participant: 'ann',
          level: 'log',
          parts: [hostile],
          claimed: true,
        },
      ]),
      { ...options, title: hostile },
    )
    expect(elementsOf(svg)).toEqual(
      new Set(['svg', 'title', 'desc', 'g', 'path', 'circle', 'rect', 'text', 'tspan']),
    )
    expect(svg).toContain('&lt;script&gt;')
    const drawn = svg.slice(svg.indexOf('</title>'))
    for (const character of ['\u202E', '\u001B']) expect(drawn).not.toContain(character)
  })

  it('leaves colours to the theme', () => {
    const svg = traceFigure(log(chatStory()), options)
    expect(svg).not.toMatch(/#[0-9a-f]{3,8}\b|rgb\(|style=/i)
  })

  it('leaves out how pages were fetched and how the recording ended', () => {
    const link = { origin: 'gateway', kind: 'link', link: 'l1', client: 'ann' } as const
    const svg = traceFigure(
      log([
        {
          origin: 'gateway',
          kind: 'http',
          client: 'ann',
          port: 8080,
          method: 'GET',
          path: '/',
          status: 200,
          requestBytes: 0,
          responseBytes: 1,
          durationUs: 1,
        },
        { ...link, phase: 'open', port: 8080, path: '/socket.io/?EIO=4', transport: 'websocket' },
        frame('ann', 'up', '42["hi"]'),
        { ...link, phase: 'close', reason: 'client' },
      ]),
      options,
    )
    expect(svg).toContain('>handshake</tspan>')
    expect(svg).not.toContain('close')
  })

  it('keeps labels between their lifelines', () => {
    const svg = traceFigure(log([frame('ann', 'up', `42["${'x'.repeat(5000)}"]`)]), options)
    const texts = Array.from(svg.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g), (match) => match[1] ?? '')
    expect(texts.join('').length).toBeLessThan(20)
    expect(texts.join('')).toContain('…')
  })
})
