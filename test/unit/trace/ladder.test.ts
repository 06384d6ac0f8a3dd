import { describe, expect, it } from 'vitest'
import type { TraceEventDraft } from '../../../protocol/trace.ts'
import type { Ladder } from '../../../trace/ladder.ts'
import { LadderRows } from '../../../trace/ladder-rows.ts'
import { lastSeqOf, type LadderChapter } from '../../../trace/ladder-item.ts'
import { LadderLog } from './ladder-log.ts'

/** A log written event by event, each a millisecond after the one before unless it says otherwise. */
class Script {
  readonly #log = new LadderLog()

  get ladder(): Ladder {
    return this.#log.ladder
  }

  add(draft: TraceEventDraft): this {
    this.#log.add(draft)
    return this
  }

  frame(client: string, direction: 'up' | 'down', data: string, at?: number): this {
    return this.add({
      kind: 'frame',
      origin: 'gateway',
      link: `${client}-link`,
      client,
      direction,
      transport: 'websocket',
      form: 'text',
      size: data.length,
      data,
      ...(at === undefined ? {} : { at }),
    })
  }

  console(participant: string, text: string): this {
    return this.add({
      kind: 'console',
      origin: 'server',
      claimed: true,
      participant,
      level: 'log',
      parts: [text],
    })
  }

  runStart(run: number): this {
    return this.add({
      kind: 'run',
      phase: 'start',
      origin: 'gateway',
      run,
      entry: 'server.js',
      files: {},
      isolation: 'bubblewrap',
      versions: {},
    })
  }

  listen(run: number): this {
    return this.add({ kind: 'run', phase: 'listen', origin: 'gateway', run, port: 8080, afterUs: 5000 })
  }

  get shapes(): string[] {
    return this.ladder.items.map((item) => {
      switch (item.type) {
        case 'arrow':
          return `${item.shape} ${item.label}`
        case 'chapter':
          return `${item.phases.join('+')} ${item.clients.join('+')} ${item.members.length}`
        case 'fan':
          return `fan ${item.label} ${item.arrows.length}`
        case 'mark':
          return `mark ${item.participant}`
        case 'boundary':
          return `boundary ${item.listening.length}`
      }
    })
  }
}

const open = '0{"sid":"a","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000}'

describe('arrows', () => {
  it('shows an event with its name, payload, namespace and acknowledgement number', () => {
    const { ladder } = new Script().frame('ann', 'up', '42/chat,7["message","hi",{"a":1}]')
    expect(ladder.items[0]).toMatchObject({
      type: 'arrow',
      shape: 'event',
      label: 'message',
      preview: '"hi",{"a":1}',
      namespace: '/chat',
      ackId: 7,
    })
  })

  it('tells acknowledgements, attachments and refusals apart from events', () => {
    const script = new Script()
      .frame('ann', 'down', '437["ok"]')
      .frame('ann', 'up', '451-["upload",{"_placeholder":true,"num":0}]')
      .frame('ann', 'up', 'biVBORw0KGgo=')
      .frame('ann', 'down', '44{"message":"no"}')
      .frame('ann', 'up', 'nonsense')
    expect(script.shapes).toEqual([
      'ack ack',
      'event upload',
      'binary #1',
      'refusal connect error',
      'refusal ?',
    ])
    expect(script.ladder.items[2]).toMatchObject({ preview: '89 50 4e 47 0d 0a 1a 0a' })
  })

  it('shows what a hostile label holds as short inert text', () => {
    const name = `\u202Eevil\u001B[31m${'x'.repeat(100_000)}`
    const { ladder } = new Script().frame(
      'ann',
      'up',
      `42${JSON.stringify([name, '<img src=x onerror=alert(1)>'])}`,
    )
    const [arrow] = ladder.items
    if (arrow?.type !== 'arrow') throw new Error('expected an arrow')
    expect(arrow.label).toContain('‹U+202E›evil‹U+001B›')
    expect(arrow.label.length).toBeLessThanOrEqual(80)
    expect(arrow.preview.length).toBeLessThanOrEqual(120)
  })
})

describe('chapters', () => {
  it("folds a client's handshake into one row although another client's goes on at the same time", () => {
    const script = new Script()
      .frame('ann', 'down', open)
      .frame('ben', 'down', open)
      .frame('ann', 'up', '40')
      .frame('ben', 'up', '40')
      .frame('ann', 'down', '40{"sid":"x"}')
      .frame('ben', 'down', '40{"sid":"y"}')
    expect(script.shapes).toEqual(['handshake ann 3', 'handshake ben 3'])
  })

  it('tells the opening of a connection as one story, whole while events pass', () => {
    const script = new Script()
      .frame('ann', 'down', open)
      .frame('ann', 'up', '2probe')
      .frame('ann', 'down', '42["news"]')
      .frame('ann', 'down', '3probe')
      .frame('ann', 'up', '5')
    expect(script.shapes).toEqual(['handshake+upgrade ann 4', 'event news'])
  })

  it('folds heartbeats of all clients together until anything else happens', () => {
    const script = new Script()
      .frame('ann', 'down', '2')
      .frame('ann', 'up', '3')
      .frame('ben', 'down', '2')
      .frame('ben', 'up', '3')
      .frame('ann', 'up', '42["hi"]')
      .frame('ann', 'down', '2')
    expect(script.shapes).toEqual(['heartbeat ann+ben 4', 'event hi', 'heartbeat ann 1'])
  })

  it('begins a new one when the client connects again', () => {
    const script = new Script().frame('ann', 'down', open).frame('ann', 'up', '41').frame('ann', 'down', open)
    expect(script.shapes).toEqual(['handshake ann 1', 'close ann 1', 'handshake ann 1'])
  })

  it('begins a new one after a long time, at a run boundary and when told to', () => {
    const late = new Script().frame('ann', 'up', '40', 0).frame('ann', 'up', '40/a,', 5_000_000)
    expect(late.shapes).toHaveLength(2)
    const run = new Script().frame('ann', 'up', '40').runStart(2).frame('ann', 'up', '40')
    expect(run.shapes).toEqual(['handshake ann 1', 'boundary 0', 'handshake ann 1'])
    const broken = new Script().frame('ann', 'up', '40')
    broken.ladder.breakChapters()
    expect(broken.frame('ann', 'up', '40/a,').shapes).toHaveLength(2)
  })
})

describe('boundaries and marks', () => {
  it('tells in one row what was printed in several lines', () => {
    expect(new Script().console('server', '{\n  a: 1\n}').ladder.items).toMatchObject([
      { text: '{ ↵ a: 1 ↵ }' },
    ])
  })

  it('says at the run’s own line that it listens, if that came first', () => {
    expect(new Script().runStart(1).listen(1).shapes).toEqual(['boundary 1'])
    expect(new Script().runStart(1).console('server', 'soon').listen(1).shapes).toEqual([
      'boundary 0',
      'mark server',
      'mark server',
    ])
  })

  it('leaves out requests that only carry packets, and shows failed ones by themselves', () => {
    const request = (path: string, status: number): TraceEventDraft => ({
      kind: 'http',
      origin: 'gateway',
      client: 'ann',
      port: 8080,
      method: 'GET',
      path,
      status,
      requestBytes: 0,
      responseBytes: 10,
      durationUs: 100,
    })
    const poll = '/socket.io/?EIO=4&transport=polling&t=x'
    const script = new Script().add(request('/', 200)).add(request(poll, 200)).add(request(poll, 400))
    expect(script.shapes).toEqual(['page ann 1', `request GET ${poll}`])
  })
})

describe('bounds', () => {
  it('forgets from the top what the source no longer has, and counts it', () => {
    const script = new Script()
    for (let count = 0; count < 10; count += 1) script.frame('ann', 'up', '42["hi"]')
    script.ladder.trim(8)
    expect(script.ladder.items.map(lastSeqOf)).toEqual([8, 9, 10])
    expect(script.ladder.removed).toBe(7)
  })
})

describe('rows', () => {
  const script = () =>
    new Script()
      .frame('ann', 'down', open) // 1, chapter of 1, 2
      .frame('ann', 'up', '40')
      .frame('ann', 'up', '42["a"]') // 3
      .frame('ann', 'down', '2') // 4, chapter of 4, 5
      .frame('ann', 'up', '3')
      .frame('ann', 'up', '42["b"]') // 6

  const seqs = (rows: LadderRows) =>
    Array.from({ length: rows.length }, (_, index) => {
      const row = rows.at(index)
      return row === undefined ? undefined : `${row.level}:${row.item.seq}`
    })

  it('puts the members of opened chapters below them', () => {
    const { items } = script().ladder
    expect(seqs(new LadderRows(items, 0, new Set()))).toEqual(['1:1', '1:3', '1:4', '1:6'])
    expect(seqs(new LadderRows(items, 0, new Set([4])))).toEqual(['1:1', '1:3', '1:4', '2:4', '2:5', '1:6'])
    expect(seqs(new LadderRows(items, 0, new Set([1, 4])))).toEqual(
      '1:1 2:1 2:2 1:3 1:4 2:4 2:5 1:6'.split(' '),
    )
    expect(seqs(new LadderRows(items, 1, new Set([1, 4])))).toEqual(['1:3', '1:4', '2:4', '2:5', '1:6'])
  })

  it('shows of an opened chapter what it is told to, and finds no more in it', () => {
    const { items } = script().ladder
    const second = ({ members }: LadderChapter) => members.slice(1)
    const none = () => []
    const some = new LadderRows(items, 0, new Set([1, 4]), { stepsOf: second })
    expect(seqs(some)).toEqual('1:1 2:2 1:3 1:4 2:5 1:6'.split(' '))
    expect([2, 3, 5, 6].map((seq) => some.indexOfSeq(seq))).toEqual([1, 2, 4, 5])
    expect(some.indexOfPlace(3)).toBe(5)
    const empty = new LadderRows(items, 0, new Set([1, 4]), { stepsOf: none })
    expect(seqs(empty)).toEqual(['1:1', '1:3', '1:4', '1:6'])
    expect(empty.indexOfSeq(5)).toBeUndefined()
  })

  it('finds the row of an event, also within chapters', () => {
    const { ladder } = script()
    const rows = new LadderRows(ladder.items, 0, new Set([1]))
    expect(rows.indexOfSeq(2)).toBe(2)
    expect(rows.indexOfSeq(6)).toBe(5)
    expect(rows.indexOfSeq(5)).toBeUndefined()
    expect(ladder.chapterOf(5)?.seq).toBe(4)
    expect(ladder.chapterOf(6)).toBeUndefined()
  })
})

it('gives each connection of a client a chapter of its own, and each chapter its own packets', () => {
  const log = new LadderLog()
  const open = (link: string, port: number) =>
    log.add({
      kind: 'link',
      origin: 'gateway',
      phase: 'open',
      link,
      client: 'ann',
      port,
      transport: 'polling',
      path: '/socket.io/?EIO=4&transport=polling',
    })
  const ping = (link: string) =>
    log.add({
      kind: 'frame',
      origin: 'gateway',
      link,
      client: 'ann',
      direction: 'up',
      transport: 'polling',
      form: 'text',
      size: 2,
      data: '40',
    })
  open('first', 3000)
  open('second', 3001)
  ping('first')
  ping('second')
  const chapters = log.ladder.items.flatMap((item) => (item.type === 'chapter' ? [item.members] : []))
  expect(chapters.map((members) => members.map(({ seq }) => seq))).toStrictEqual([
    [1, 3],
    [2, 4],
  ])
})
