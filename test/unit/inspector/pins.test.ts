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

const screen = stubScreen()

/** A page that keeps few events; frames ask and answer in turn. */
function openModel() {
  const source = new TraceBuffer('2026-01-01T00:00:00.000Z', { events: 100, bytes: 1_000_000 })
  const model = new InspectorModel(source, ['ann'])
  model.start()
  let pushed = 0
  const push = (count: number) => {
    source.append(
      Array.from({ length: count }, () => {
        pushed += 1
        return { ...frame(pushed - 1), seq: pushed, at: pushed * 1000 }
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
    model.togglePin(1)
    push(1)
    for (let round = 0; round < 200; round += 1) push(50)
    expect(source.events[0]?.seq).toBeGreaterThan(1)
    expect(model.dropped).toBeGreaterThan(0)
    expect(model.event(1)).toMatchObject({ seq: 1, kind: 'frame' })
    expect(model.packet(1)).toMatchObject({ event: 'chat', answer: { seq: 2, latencyUs: 1000 } })
    expect(model.packet(3)).toBeUndefined()
    model.togglePin(1)
    expect(model.event(1)).toBeUndefined()
    expect(model.packet(1)).toBeUndefined()
  })

  it('stands in order of the trace, and no more are pinned than there is room for', () => {
    const { model, push } = openModel()
    push(100)
    for (let seq = 80; seq > 0; seq -= 1) model.togglePin(seq)
    const pinned = model.pins.list.value.map(({ event }) => event.seq)
    expect(pinned).toHaveLength(pinsMax)
    expect(pinned).toEqual(pinned.toSorted((a, b) => a - b))
    expect(model.pins.full).toBe(true)
  })
})
