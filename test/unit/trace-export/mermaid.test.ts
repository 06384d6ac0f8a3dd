/** Given to the real Mermaid: what it takes and what it makes of it. */
import * as fc from 'fast-check'
import mermaid from 'mermaid'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { ladderOf } from '../../../trace/export/ladder-extract.ts'
import { diagramMaxChars, mermaidDiagrams, mermaidMarkdown } from '../../../trace/export/mermaid.ts'
import { chatStory, frame } from '../../fixtures/inspector/story.ts'
import { recordedRooms, recordedTrace } from '../trace/recorded.ts'
import { placed } from '../trace/state-events.ts'
import { header } from './header.ts'
import { hostileTexts, hostileTrace } from './hostile.ts'

// Its diagrams load on the first use, and a busy machine takes its time.
beforeAll(() => mermaid.parse('sequenceDiagram\n'), 60_000)

const diagramsOf = (events: readonly TraceEvent[]) => mermaidDiagrams(ladderOf(header, events), 'en')

interface Message {
  readonly from?: string
  readonly to?: string
  readonly message?: unknown
  readonly type?: number
}

/** What Mermaid read after the heading, with the characters that it would draw. */
async function read(diagram: string): Promise<readonly (readonly [string, string, string])[]> {
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(diagram)
  if (!('getMessages' in db) || typeof db.getMessages !== 'function') throw new Error('no sequence diagram')
  const messages: readonly Message[] = db.getMessages()
  return messages
    .slice(1)
    .map(({ from = '', to = '', message }) => [from, to, decoded(String(message))] as const)
}

/** As Mermaid decodes its placeholders before it draws. */
const decoded = (text: string) =>
  text.replace(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)))

describe('a Mermaid export', () => {
  it.each([
    ['the recorded session', recordedTrace().source.events],
    ['a session with rooms', recordedRooms().source.events],
    ['a small chat', placed(chatStory())],
    ['nothing', []],
  ])('of %s is a diagram to Mermaid', async (_, events) => {
    for (const diagram of diagramsOf(events))
      expect(await mermaid.parse(diagram)).toMatchObject({ diagramType: 'sequence' })
  })

  it('says who spoke to whom, what, and what was folded', async () => {
    const [diagram = ''] = diagramsOf(recordedRooms().source.events)
    const messages = await read(diagram)
    expect(messages).toContainEqual(['p0', 'p2', 'join ack 0? "blue"'])
    expect(messages).toContainEqual(['p2', 'p0', 'join ack 0 "in blue"'])
    expect(messages).toContainEqual(['p0', 'p2', 'handshake, upgrade · polling → websocket · 10 steps'])
    expect(messages).toContainEqual(['p2', 'p0', 'said "hi"'])
    expect(messages.map(([, , text]) => text).join('\n')).toContain(
      'said · to blue, except quiet · without Ben',
    )
  })

  it.each(hostileTexts)('keeps %j a text', async (text) => {
    const [diagram = ''] = diagramsOf(
      placed([frame('ann', 'up', `42${JSON.stringify(['x', text])}`), frame('ben', 'down', '42["y"]')]),
    )
    const messages = await read(diagram)
    expect(messages).toHaveLength(2)
    expect(messages[1]).toEqual(['p1', 'p2', 'y'])
    const [from, to, drawn = ''] = messages[0] ?? []
    expect([from, to]).toEqual(['p0', 'p1'])
    const [line] = ladderOf(header, placed([frame('ann', 'up', `42${JSON.stringify(['x', text])}`)])).items
    expect(drawn).toBe(line?.type === 'arrow' ? `x ${line.preview}` : undefined)
  })

  it('of any hostile trace is read whole', async () => {
    await fc.assert(
      fc.asyncProperty(hostileTrace, async (events) => {
        for (const diagram of diagramsOf(events)) {
          const rows = diagram.split('\n').filter((line) => /^ {2}(?:p\d|Note )/.test(line)).length
          expect(await read(diagram)).toHaveLength(rows - 1)
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  it('of a long trace comes in parts that Mermaid still takes, and says what it left out', async () => {
    const payload = JSON.stringify(['event', '#'.repeat(100)])
    const events = placed(Array.from({ length: 2_500 }, () => frame('ann', 'up', `42${payload}`)))
    const parts = diagramsOf(events)
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(diagramMaxChars)
    expect(parts[0]).toContain('Earlier rows left out of this export#58; 500')
    expect(await read(parts.at(-1) ?? '')).not.toHaveLength(0)
    expect(mermaidMarkdown(parts).match(/^```mermaid$/gm)).toHaveLength(parts.length)
  })
})
