import { describe, expect, it } from 'vitest'
import type { TraceEventDraft } from '../../../protocol/trace.ts'
import { InspectorModel } from '../../../src/playground/inspector/inspector-model.ts'
import { pinsMax } from '../../../src/playground/inspector/pins.ts'
import { TraceBuffer } from '../../../src/playground/runtime/trace-buffer.ts'
import { stubScreen } from './screen.ts'

const frame = (index: number): TraceEventDraft => ({
  kind: 'frame',
  origin: 'gateway',
  link: 'ann-1',
  client: 'ann',
  direction: index % 2 === 0 ? 'up' : 'down',
  transport: 'websocket',
  form: 'text',
  size: 10,
  data: index % 2 === 0 ? `42${index}["chat",${index}]` : `43${index - 1}["ok"]`,
})

const event = (seq: number) => ({ kind: 'event', seq }) as const

const opening = '0{"sid":"e","upgrades":[],"pingInterval":25000,"pingTimeout":20000}'

const screen = stubScreen()

/** A page that keeps few events; frames ask and answer in turn. */
function openModel() {
  const source = new TraceBuffer('2026-01-01T00:00:00.000Z', { events: 100, bytes: 1_000_000 })
  const model = new InspectorModel(source, ['ann'])
  model.start()
  let pushed = 0
  const push = (count: number, data?: string) => {
    source.append(
      Array.from({ length: count }, () => {
        pushed += 1
        const next = { ...frame(pushed - 1), seq: pushed, at: pushed * 1000 }
        return data === undefined ? next : { ...next, direction: 'down', data }
      }),
    )
    screen.draw()
  }
  return { source, model, push }
}

describe('a pinned event', () => {
  it('stays with its row and the answer that came later when the trace has dropped it, and the drop is counted', () => {
    const { source, model, push } = openModel()
    push(1)
    model.togglePin(event(1))
    push(1)
    for (let round = 0; round < 200; round += 1) push(50)
    expect(source.events[0]?.seq).toBeGreaterThan(1)
    expect(model.dropped).toBeGreaterThan(0)
    expect(model.event(1)).toMatchObject({ seq: 1, kind: 'frame' })
    expect(model.packet(1)).toMatchObject({ event: 'chat', answer: { seq: 2, latencyUs: 1000 } })
    expect(model.packet(3)).toBeUndefined()
    model.togglePin(event(1))
    expect(model.event(1)).toBeUndefined()
    expect(model.packet(1)).toBeUndefined()
  })

  it('stands in order of the trace, and no more are pinned than there is room for', () => {
    const { model, push } = openModel()
    push(100)
    for (let seq = 80; seq > 0; seq -= 1) model.togglePin(event(seq))
    const pinned = model.pins.list.value.map(({ seq }) => seq)
    expect(pinned).toHaveLength(pinsMax)
    expect(pinned).toEqual(pinned.toSorted((a, b) => a - b))
    expect(model.pins.full).toBe(true)
  })
})

describe('a pinned chapter', () => {
  it('is another pin than its first step, and both are given up by themselves', () => {
    const { model, push } = openModel()
    push(1, opening)
    push(1, '40')
    const chapter = { kind: 'chapter', seq: 1 } as const
    model.togglePin(event(1))
    model.togglePin(chapter)
    expect(model.pins.list.value).toMatchObject([event(1), chapter])
    model.togglePin(event(1))
    expect([model.pins.has(event(1)), model.pins.has(chapter)]).toEqual([false, true])
  })

  it('stays with its steps when the trace has dropped it', () => {
    const { source, model, push } = openModel()
    push(1, opening)
    push(1, '40')
    model.selectChapter(1)
    const selected = model.selection.value
    expect(selected).toEqual({ kind: 'chapter', seq: 1 })
    if (selected !== undefined) model.togglePin(selected)
    for (let round = 0; round < 200; round += 1) push(50)
    expect(source.events[0]?.seq).toBeGreaterThan(2)
    expect(model.chapter(1)?.members.map(({ seq }) => seq)).toEqual([1, 2])
    model.togglePin({ kind: 'chapter', seq: 1 })
    expect(model.chapter(1)).toBeUndefined()
    expect(model.pins.list.value).toEqual([])
  })
})
