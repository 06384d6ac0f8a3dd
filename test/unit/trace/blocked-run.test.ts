/** A program that stood still for a while, as every reader of its recorded trace shows it. */
import { describe, expect, it } from 'vitest'
import { isBlocked } from '../../../harness/blocked-program.ts'
import { traceShape } from '../../../harness/trace-shape.ts'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { traceLine } from '../../../server/cli/trace-line.ts'
import { FrameDecoder } from '../../../trace/decode.ts'
import { ladderOf } from '../../../trace/export/ladder-extract.ts'
import { mermaidDiagrams } from '../../../trace/export/mermaid.ts'
import { textLadder } from '../../../trace/export/text.ts'
import { filteredEvents } from '../../../trace/filter/filtered-events.ts'
import { parseFilter } from '../../../trace/filter/parse.ts'
import { ladderItemsOf } from '../../../trace/ladder-of-events.ts'
import { sentenceOf } from '../../../trace/ladder-sentence.ts'
import { RunsFold } from '../../../trace/runs.ts'
import { serverState } from '../../../trace/server-state.ts'
import { header } from '../trace-export/header.ts'
import { recordedProgram } from './diagnosed.ts'

const events = recordedProgram('server-blocked')
const isOfBlock = (event: TraceEvent) =>
  event.kind === 'run' && (event.phase === 'blocked' || event.phase === 'unblocked')
const block = events.filter(isOfBlock)
const [blocked, unblocked] = block
const until = (last: TraceEvent | undefined) => events.filter(({ seq }) => seq <= (last?.seq ?? 0))

const end = {
  seq: events.length + 1,
  at: (events.at(-1)?.at ?? 0) + 1,
  origin: 'gateway',
  kind: 'run',
  phase: 'end',
  run: 1,
  reason: 'unresponsive',
} as const

function runAfter(known: readonly TraceEvent[]) {
  const runs = new RunsFold()
  for (const event of known) runs.push(event)
  return runs.snapshot
}

const stateAfter = (known: readonly TraceEvent[]) => known.reduce(serverState.reduce, serverState.initial).run

describe('a program that stood still', () => {
  it('was recorded twice: by the host, and by its own word when it went on', () => {
    expect(block).toMatchObject([
      { phase: 'blocked', origin: 'gateway' },
      { phase: 'unblocked', origin: 'server', claimed: true },
    ])
    expect(blocked).not.toHaveProperty('claimed')
  })

  it('is blocked from the one event to the other, or to the end of its run', () => {
    expect(runAfter(until(blocked))?.blockedSinceUs).toBeLessThan(blocked?.at ?? 0)
    expect(runAfter(until(unblocked))).not.toHaveProperty('blockedSinceUs')
    expect(runAfter([...until(blocked), end])).toMatchObject({ state: 'ended' })
    expect(runAfter([...until(blocked), end])).not.toHaveProperty('blockedSinceUs')
    expect(stateAfter(until(blocked))).toEqual({ number: 1, state: 'running', blocked: true })
    expect(stateAfter(until(unblocked))).toEqual({ number: 1, state: 'running' })
    expect(stateAfter([...until(blocked), end])).toEqual({ number: 1, state: 'ended' })
    expect(isBlocked(until(blocked), 1)).toBe(true)
    expect(isBlocked(events, 1)).toBe(false)
  })

  it('has two rows on the ladder, at the server’s lifeline', () => {
    const rows = ladderItemsOf(events).filter((item) => item.type === 'mark' && isOfBlock(item.event))
    expect(rows).toMatchObject([{ participant: 'server' }, { participant: 'server' }])
    const said = (language: 'en' | 'ru') =>
      rows.map((row) => sentenceOf(row, { language, nameOf: (id) => id, since: 0 }).replaceAll('\u00A0', ' '))
    expect(said('en')).toEqual([
      expect.stringMatching(/^Server: event loop blocked for [\d.]+ m?s, /),
      expect.stringMatching(/^Server: event loop turns again, after [\d.]+ s, claimed, /),
    ])
    expect(said('ru')).toEqual([
      expect.stringMatching(/^Сервер: цикл событий занят уже [\d,]+ м?с, /),
      expect.stringMatching(/^Сервер: цикл событий был занят [\d,]+ с, со слов программы, /),
    ])
  })

  it('is told in exports and in the terminal', () => {
    const extract = ladderOf(header, events)
    expect(textLadder(extract, { language: 'en', columns: 200 })).toMatch(/event loop blocked for/)
    expect(mermaidDiagrams(extract, 'en').join('')).toMatch(/event loop turns again/)
    const decoder = new FrameDecoder()
    expect(block.map((event) => traceLine(event, decoder))).toEqual([
      expect.stringMatching(/run 1 is blocked: its event loop has not turned for \d+ ms$/),
      expect.stringMatching(/run 1 turns again after \d+ ms$/),
    ])
  })

  it.each(['blocked', 'kind:run blocked', 'client:server kind:run not listen'])('is found by %s', (text) => {
    const parsed = parseFilter(text)
    if (!parsed.ok || parsed.filter === undefined) throw new Error(`${text} is no filter`)
    const source = { header, events, dropped: 0, subscribe: () => () => {} }
    expect(filteredEvents(source, parsed.filter)).toEqual(expect.arrayContaining(block))
  })

  it('has the shape of one that did not: how fast a machine is, is no part of a lesson', () => {
    expect(traceShape(events)).toEqual(traceShape(events.filter((event) => !isOfBlock(event))))
  })
})
