import { signal } from '@preact/signals'
import { beforeEach, describe, expect, test } from 'vitest'
import type { SessionStatus } from '../../../protocol/control.ts'
import { Project } from '../../../src/playground/project/project.ts'
import { RunControl } from '../../../src/playground/run/run-control.ts'
import type { RunOutcome, Runtime, WriteOutcome } from '../../../src/playground/runtime/runtime.ts'
import { TraceBuffer } from '../../../src/playground/runtime/trace-buffer.ts'

const status = signal<SessionStatus>({ state: 'idle' })
let asked: { what: 'run' | 'write' | 'stop'; files: string[] }[]
let answer: Promise<RunOutcome>
let writeAnswer: () => WriteOutcome
let project: Project
let control: RunControl

const runtime: Runtime = {
  connection: signal({ state: 'connecting' }),
  status,
  trace: new TraceBuffer('2026-01-01T00:00:00.000Z'),
  run(files) {
    asked.push({ what: 'run', files: Object.keys(files) })
    return answer
  },
  write(files) {
    asked.push({ what: 'write', files: Object.keys(files) })
    return Promise.resolve(writeAnswer())
  },
  async stop() {
    asked.push({ what: 'stop', files: [] })
  },
  fault: async () => ({ ok: true }),
  tellCheck: () => undefined,
  openPane: () => ({
    name: '',
    url: () => '',
    attach: () => () => undefined,
    isSilent: signal(false),
    freeInMs: () => 0,
    evaluate: () => false,
    drive: () => Promise.reject(new Error('There is no page.')),
  }),
  reattach: () => undefined,
  close: () => undefined,
}
const running: SessionStatus = { state: 'running', run: 1, ports: [8080] }

beforeEach(() => {
  asked = []
  answer = Promise.resolve({ ok: true, run: 1 })
  writeAnswer = () => ({ ok: true, at: seq + 1 })
  status.value = { state: 'idle' }
  project = new Project([
    { path: 'server.js', content: "require('./rooms')" },
    { path: 'rooms.js', content: '' },
    { path: 'index.html', content: '' },
  ])
  control = new RunControl(runtime, project, signal({ entry: 'server.js' }), signal(['ann', 'ben', 'cat']))
})

let seq = 0
/** A client's page has asked for something, and got it after that many microseconds. */
function asks(client: string, path: string, durationUs = 0): void {
  seq += 1
  const bytes = { requestBytes: 0, responseBytes: 1, durationUs }
  const what = { client, port: 8080, method: 'GET', path, status: 200 }
  control.loads.batch([{ kind: 'http', origin: 'gateway', seq, at: seq, ...what, ...bytes }])
}
const versions = () => ['ann', 'ben', 'cat'].map((client) => control.pageVersion(client))

async function started() {
  await control.run()
  status.value = running
  asked = []
}

describe('run', () => {
  test('is seen at once, before the sandbox has answered', async () => {
    const pending = control.run()
    expect(control.activity.value).toEqual({ state: 'requested' })
    await pending
    expect(control.activity.value).toEqual({ state: 'session', status: { state: 'idle' } })
    status.value = running
    expect(control.activity.value).toEqual({ state: 'session', status: running })
  })

  test('while running starts again', async () => {
    await started()
    await control.run()
    expect(asked.map((each) => each.what)).toEqual(['run'])
  })

  test('pressed twice in a hurry asks once', async () => {
    await Promise.all([control.run(), control.run()])
    expect(asked.length).toBe(1)
  })

  test('that is refused says why, until the next try', async () => {
    answer = Promise.resolve({ ok: false, code: 'too-fast' })
    await control.run()
    expect(control.activity.value).toEqual({ state: 'refused', code: 'too-fast' })
    answer = Promise.resolve({ ok: true, run: 2 })
    await control.run()
    expect(control.activity.value.state).toBe('session')
  })
})

describe('save', () => {
  test("of a page's file only writes it and lets the panes that got it reload", async () => {
    await started()
    asks('ann', '/')
    project.write('index.html', '<p>')
    await control.save()
    expect(asked).toEqual([{ what: 'write', files: ['index.html'] }])
    expect(versions()).toEqual([1, 0, 0])
    expect(control.activity.value).toEqual({ state: 'saved', clients: ['ann'], unread: [] })
  })

  test.each([
    ['the entry changed', () => project.write('server.js', '// new')],
    ['a file that it imports changed', () => project.write('rooms.js', '// new')],
    ['a file is gone', () => project.remove('index.html')],
    ['nothing changed', () => undefined],
  ])('starts the server again when %s', async (_case, change) => {
    await started()
    change()
    await control.save()
    expect(asked.map((each) => each.what)).toEqual(['run'])
    expect(versions()).toEqual([0, 0, 0])
  })

  test('leaves a pane alone that never asked for what changed', async () => {
    await started()
    project.write('style.css', '')
    project.write('chat.html', '')
    await control.save()
    asks('ann', '/')
    asks('ann', '/style.css?v=2')
    asks('ben', '/chat.html')
    asks('cat', '/socket.io/?EIO=4&transport=polling')
    project.write('style.css', 'body {}')
    await control.save()
    expect(versions()).toEqual([1, 0, 0])
    project.write('chat.html', '<p>')
    await control.save()
    expect(versions()).toEqual([1, 1, 0])
    expect(asked.map((each) => each.what)).toEqual(['write', 'write', 'write'])
  })

  test('reloads the pane whose page was on its way meanwhile, once the trace tells of it', async () => {
    await started()
    project.write('index.html', '<p>')
    await control.save()
    expect(control.activity.value).toEqual({ state: 'saved', clients: [], unread: ['index.html'] })
    asks('ben', '/', 5)
    expect(versions()).toEqual([0, 1, 0])
    expect(control.activity.value).toEqual({ state: 'saved', clients: ['ben'], unread: [] })
    // Its other parts, and whoever asked later.
    asks('ben', '/style.css', 5)
    asks('cat', '/')
    expect(versions()).toEqual([0, 1, 0])
    asks('ann', '/', 9)
    expect(versions()).toEqual([1, 1, 0])
  })

  test('says which files no page has asked for: the server may read them at its start', async () => {
    await started()
    asks('ann', '/')
    project.write('users.json', '[]')
    await control.save()
    expect(control.activity.value).toEqual({ state: 'saved', clients: [], unread: ['users.json'] })
  })

  test('of a new run knows nothing of what pages asked before', async () => {
    await started()
    asks('ann', '/')
    control.loads.batch([
      {
        kind: 'run',
        phase: 'start',
        origin: 'server',
        seq: 99,
        at: 99,
        run: 2,
        entry: 'server.js',
        files: {},
        isolation: 'bubblewrap',
        versions: {},
      },
    ])
    project.write('index.html', '<p>')
    await control.save()
    expect(versions()).toEqual([0, 0, 0])
  })

  test('that restarts the server says so, the first start does not', async () => {
    await started()
    expect(control.restarted.value).toBeUndefined()
    answer = Promise.resolve({ ok: true, run: 2 })
    project.write('server.js', '// new')
    await control.save()
    expect(control.restarted.value).toBe(2)
  })

  test('starts the server when none runs', async () => {
    await started()
    status.value = { state: 'ended', run: 1, reason: 'stopped' }
    project.write('index.html', '<p>')
    await control.save()
    expect(asked.map((each) => each.what)).toEqual(['run'])
  })

  test('that failed is written again by the next one', async () => {
    await started()
    project.write('index.html', '<p>')
    writeAnswer = () => ({ ok: false, code: 'not-connected' })
    await control.save()
    expect(control.activity.value).toEqual({ state: 'refused', code: 'not-connected' })
    writeAnswer = () => ({ ok: true, at: 1 })
    await control.save()
    expect(asked.at(-1)).toEqual({ what: 'write', files: ['index.html'] })
  })
})
