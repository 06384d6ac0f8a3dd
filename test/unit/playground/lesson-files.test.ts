import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Notices } from '../../../src/playground/notices/notices.ts'
import { draftDelayMs } from '../../../src/playground/project/keep-drafts.ts'
import { LessonFiles } from '../../../src/playground/project/lesson-files.ts'
import type { PageEvents } from '../../../src/playground/runtime/runtime.ts'
import { workbenchStrings } from '../../../src/strings/workbench.ts'
import { MemoryStorage } from './memory-storage.ts'

const strings = workbenchStrings('en').drafts
const page = '<p>'
const lesson = {
  id: 'server',
  entry: 'server.js',
  files: [
    { path: 'server.js', content: 'classic' },
    { path: 'index.html', content: page },
  ],
  variants: [
    {
      spelling: 'current' as const,
      entry: 'server.js',
      files: [
        { path: 'server.js', content: 'current' },
        { path: 'index.html', content: page },
      ],
    },
    {
      spelling: 'typescript' as const,
      entry: 'server.ts',
      files: [
        { path: 'server.ts', content: 'typescript' },
        { path: 'index.html', content: page },
      ],
    },
  ],
}

/** The lesson's files as one tab has them. */
function openTab(storage: Storage | undefined) {
  const notices = new Notices()
  const files = new LessonFiles({ lesson, storage, notices, strings, page: new EventTarget() as PageEvents })
  return { files, notices, texts: () => files.project.asRecord() }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the spelling of a lesson', () => {
  test('is the classic one at first; another brings its own files and entry', () => {
    const { files, texts } = openTab(new MemoryStorage())
    expect(files.programs.map(({ spelling }) => spelling)).toEqual(['classic', 'current', 'typescript'])
    expect(files.program.value.entry).toBe('server.js')
    files.choose('typescript')
    expect(texts()).toEqual({ 'server.ts': 'typescript', 'index.html': page })
    expect(files.program.value.entry).toBe('server.ts')
    expect(files.project.active.value).toBe('server.ts')
  })

  test('keeps a draft of its own: nothing typed last is lost, and nothing crosses over', () => {
    const { files, texts } = openTab(new MemoryStorage())
    files.project.write('server.js', 'mine, classic')
    files.choose('current')
    expect(texts()['server.js']).toBe('current')
    files.project.write('server.js', 'mine, current')
    files.choose('classic')
    expect(texts()['server.js']).toBe('mine, classic')
    files.choose('current')
    expect(texts()['server.js']).toBe('mine, current')
  })

  test('is remembered for the lesson, with its draft', () => {
    const storage = new MemoryStorage()
    const first = openTab(storage)
    first.files.choose('typescript')
    first.files.project.write('server.ts', 'mine')
    vi.advanceTimersByTime(draftDelayMs)
    const second = openTab(storage)
    expect(second.files.program.value.spelling).toBe('typescript')
    expect(second.texts()['server.ts']).toBe('mine')
    expect(second.notices.list.value.map(({ text }) => text)).toEqual([strings.restored])
  })

  test('a remembered one that the lesson no longer has gives way to the classic one', () => {
    const storage = new MemoryStorage()
    storage.setItem('wirelab:spelling:server', 'pascal')
    expect(openTab(storage).files.program.value.spelling).toBe('classic')
  })

  test('finds what was drafted before lessons had spellings', () => {
    const storage = new MemoryStorage()
    storage.setItem('wirelab:draft:server:server.js', JSON.stringify({ base: 'x', text: 'of old' }))
    expect(openTab(storage).texts()['server.js']).toBe('of old')
  })

  test('a notice about the files goes with them; any other stays', () => {
    const { files, notices } = openTab(new MemoryStorage())
    notices.tell({ id: 'a', tone: 'quiet', about: 'files', text: 'File deleted.', actions: [] })
    notices.tell({ id: 'b', tone: 'warn', text: 'Offline.', actions: [] })
    files.choose('current')
    expect(notices.list.value.map(({ id }) => id)).toEqual(['b'])
  })

  test('can be chosen without storage', () => {
    const { files, texts } = openTab(undefined)
    files.choose('current')
    expect(texts()['server.js']).toBe('current')
  })
})
