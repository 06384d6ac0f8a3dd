import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Notices } from '../../../src/playground/notices/notices.ts'
import { DraftStore, type DraftProblem } from '../../../src/playground/project/draft-store.ts'
import { draftDelayMs, keepDrafts } from '../../../src/playground/project/keep-drafts.ts'
import { Project, type ProjectFile } from '../../../src/playground/project/project.ts'
import { SetAside } from '../../../src/playground/project/set-aside.ts'
import type { PageEvents } from '../../../src/playground/runtime/runtime.ts'
import { workbenchStrings } from '../../../src/strings/workbench.ts'
import { MemoryStorage } from './memory-storage.ts'

const starter: readonly ProjectFile[] = [
  { path: 'server.js', content: 'one' },
  { path: 'index.html', content: '<p>' },
]
const solution: readonly ProjectFile[] = [
  { path: 'server.js', content: 'solved' },
  { path: 'index.html', content: '<p>' },
]
const strings = workbenchStrings('en').drafts

let problems: DraftProblem[]
const storeOf = (storage: Storage | undefined, files = starter, lesson = 'server') =>
  new DraftStore(storage, lesson, files, (problem) => problems.push(problem))

/** A workbench's drafts, as one tab has them. */
function openTab(storage: Storage | undefined, files = starter) {
  const store = storeOf(storage, files)
  const loaded = store.load()
  const project = new Project(loaded.files)
  const notices = new Notices()
  const page = new EventTarget()
  const aside = new SetAside({
    project,
    program: { files, solution },
    // Its problems are those of the drafts' own store.
    stores: ['server~mine', 'server~mine-2'].map((name) => new DraftStore(storage, name, files, () => {})),
    notices,
    strings,
  })
  const options = { project, store, loaded, aside, notices, strings, page: page as PageEvents }
  const close = keepDrafts(options)
  const told = () => notices.list.value.map((notice) => notice.text)
  const press = (label: string) => {
    const action = notices.list.value.flatMap((notice) => notice.actions).find((each) => each.label === label)
    if (action === undefined) throw new Error(`No notice offers "${label}".`)
    action.run()
  }
  return { project, notices, page, aside, close, told, press }
}

beforeEach(() => {
  problems = []
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})
const settle = () => vi.advanceTimersByTime(draftDelayMs)

describe('a draft', () => {
  test('comes back after a reload, with a notice', () => {
    const storage = new MemoryStorage()
    const first = openTab(storage)
    expect(first.told()).toEqual([])
    first.project.write('server.js', 'two')
    first.project.write('rooms.js', 'added')
    first.project.remove('index.html')
    settle()
    const second = openTab(storage)
    expect(second.project.asRecord()).toEqual({ 'server.js': 'two', 'rooms.js': 'added' })
    expect(second.told()).toEqual([strings.restored])
  })

  test('is written at once when the page goes away', () => {
    const storage = new MemoryStorage()
    const tab = openTab(storage)
    tab.project.write('server.js', 'two')
    tab.page.dispatchEvent(new Event('pagehide'))
    expect(openTab(storage).project.content('server.js')).toBe('two')
  })

  test('belongs to its lesson', () => {
    const storage = new MemoryStorage()
    storeOf(storage).save([{ path: 'server.js', content: 'two' }])
    expect(storeOf(storage, starter, 'client').load()).toEqual({
      files: starter,
      restored: false,
      starterChanged: false,
    })
  })

  test('that equals the starter again leaves nothing behind', () => {
    const storage = new MemoryStorage()
    const tab = openTab(storage)
    tab.project.write('server.js', 'two')
    settle()
    tab.project.write('server.js', 'one')
    settle()
    expect(storage.length).toBe(0)
  })

  test('is discarded and restored by one press each', () => {
    const storage = new MemoryStorage()
    const tab = openTab(storage)
    tab.project.write('server.js', 'two')
    tab.aside.discard()
    settle()
    expect(tab.project.content('server.js')).toBe('one')
    expect(storage.length).toBe(0)
    tab.press(strings.restore)
    settle()
    expect(openTab(storage).project.content('server.js')).toBe('two')
  })

  test('says so when the starter changed under it, until the learner has decided', () => {
    const storage = new MemoryStorage()
    openTab(storage).project.write('server.js', 'two')
    settle()
    const newer = [{ path: 'server.js', content: 'ONE' }]
    const tab = openTab(storage, newer)
    expect(tab.told()).toEqual([strings.starterChanged])
    tab.project.write('server.js', 'three')
    settle()
    expect(openTab(storage, newer).told()).toEqual([strings.starterChanged])
    tab.press(strings.keepDraft)
    const kept = openTab(storage, newer)
    expect(kept.project.content('server.js')).toBe('three')
    expect(kept.told()).toEqual([strings.restored])
  })

  test('survives foreign and broken entries in the storage', () => {
    const storage = new MemoryStorage()
    storage.setItem('other', 'x')
    for (const value of ['{', '[]', 'null', '{"base":1,"text":"x"}', '{"base":null,"text":{}}']) {
      storage.setItem('wirelab:draft:server:server.js', value)
      expect(storeOf(storage).load().files).toEqual(starter)
    }
  })
})

describe('what the solution or the starter takes the place of', () => {
  test.each(['useSolution', 'backToStarter'] as const)(
    'comes back after %s, over a reload too',
    (replace) => {
      const storage = new MemoryStorage()
      const first = openTab(storage)
      first.project.write('server.js', 'mine')
      first.project.write('rooms.js', 'added')
      first.aside[replace]()
      settle()
      const second = openTab(storage)
      expect(second.project.asRecord()).toEqual({
        'server.js': replace === 'useSolution' ? 'solved' : 'one',
        'index.html': '<p>',
      })
      expect(second.told().at(-1)).toContain(strings.mineKept)
      second.press(strings.backToMine)
      settle()
      expect(openTab(storage).project.asRecord()).toEqual({
        'server.js': 'mine',
        'index.html': '<p>',
        'rooms.js': 'added',
      })
    },
  )

  test('is offered after a reload also when something else was written in its place', () => {
    const storage = new MemoryStorage()
    const first = openTab(storage)
    first.project.write('server.js', 'mine')
    first.aside.backToStarter()
    first.project.write('server.js', 'begun anew')
    settle()
    const second = openTab(storage)
    expect(second.project.content('server.js')).toBe('begun anew')
    expect(second.told()).toEqual([strings.restored, strings.earlierKept])
    second.press(strings.takeEarlier)
    expect(second.project.content('server.js')).toBe('mine')
    second.press(strings.undo)
    expect(second.project.content('server.js')).toBe('begun anew')
  })

  test('is still kept when one replaces the other', () => {
    const storage = new MemoryStorage()
    const tab = openTab(storage)
    tab.project.write('server.js', 'mine')
    tab.aside.useSolution()
    tab.aside.backToStarter()
    settle()
    const later = openTab(storage)
    later.press(strings.backToMine)
    expect(later.project.content('server.js')).toBe('mine')
  })

  test('an earlier version waits behind it, over a reload too, until there is room for no more', () => {
    const storage = new MemoryStorage()
    const first = openTab(storage)
    for (const text of ['oldest', 'older', 'newer']) {
      first.project.write('server.js', text)
      first.aside.backToStarter()
    }
    first.close()
    const { aside, project } = openTab(storage)
    const fetched = [1, 2, 3].map(() => {
      aside.backToMine()
      return project.content('server.js')
    })
    expect(fetched).toEqual(['newer', 'older', 'newer'])
  })

  test('fetching it back keeps what was written in its place, and undoing that keeps both', () => {
    const storage = new MemoryStorage()
    const tab = openTab(storage)
    tab.project.write('server.js', 'mine')
    tab.aside.backToStarter()
    tab.project.write('server.js', 'in its place')
    tab.press(strings.backToMine)
    expect(tab.project.content('server.js')).toBe('mine')
    expect(tab.aside.kept.value).toContainEqual({ path: 'server.js', content: 'in its place' })
    tab.press(strings.undo)
    expect(tab.project.content('server.js')).toBe('in its place')
    expect(tab.aside.kept.value).toContainEqual({ path: 'server.js', content: 'mine' })
  })

  test('fetching it back can be undone', () => {
    const tab = openTab(new MemoryStorage())
    tab.project.write('server.js', 'mine')
    tab.aside.useSolution()
    tab.press(strings.backToMine)
    tab.press(strings.undo)
    expect(tab.project.content('server.js')).toBe('solved')
    expect(tab.aside.kept.value).toContainEqual({ path: 'server.js', content: 'mine' })
  })

  test('where nothing was written, nothing is kept, and one press undoes it', () => {
    const storage = new MemoryStorage()
    const tab = openTab(storage)
    tab.aside.useSolution()
    expect(tab.aside.kept.value).toBeUndefined()
    tab.press(strings.undo)
    settle()
    expect(tab.project.content('server.js')).toBe('one')
    expect(storage.length).toBe(0)
  })

  test('is discarded with the draft, which one press undoes', () => {
    const storage = new MemoryStorage()
    const tab = openTab(storage)
    tab.project.write('server.js', 'mine')
    tab.aside.useSolution()
    tab.aside.discard()
    settle()
    expect(storage.length).toBe(0)
    tab.press(strings.restore)
    expect(tab.project.content('server.js')).toBe('solved')
    expect(tab.aside.kept.value).toContainEqual({ path: 'server.js', content: 'mine' })
  })

  test('is kept without storage for as long as the page is open', () => {
    const tab = openTab(undefined)
    tab.project.write('server.js', 'mine')
    tab.aside.backToStarter()
    tab.press(strings.backToMine)
    expect(tab.project.content('server.js')).toBe('mine')
  })
})

describe('two tabs of one lesson', () => {
  const key = 'wirelab:draft:server:server.js'
  const tell = (tab: ReturnType<typeof openTab>, newValue: string | null) =>
    tab.page.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }))

  test('neither loses its text silently: the other version is offered', () => {
    const storage = new MemoryStorage()
    const [first, second] = [openTab(storage), openTab(storage)]
    first.project.write('server.js', 'from first')
    settle()
    tell(second, storage.getItem(key))
    expect(second.told()).toEqual([strings.otherTab('server.js')])
    expect(second.project.content('server.js')).toBe('one')
    second.press(strings.takeTheirs)
    expect(second.project.content('server.js')).toBe('from first')
  })

  test('keeping the own version writes it over the other', () => {
    const storage = new MemoryStorage()
    const [first, second] = [openTab(storage), openTab(storage)]
    second.project.write('server.js', 'from second')
    settle()
    first.project.write('server.js', 'from first')
    settle()
    tell(second, storage.getItem(key))
    second.press(strings.keepMine)
    expect(openTab(storage).project.content('server.js')).toBe('from second')
  })

  test('a draft that the other tab discarded means the starter', () => {
    const tab = openTab(new MemoryStorage())
    tell(tab, null)
    expect(tab.told()).toEqual([])
    tab.project.write('server.js', 'two')
    tell(tab, null)
    tab.press(strings.takeTheirs)
    expect(tab.project.content('server.js')).toBe('one')
  })
})

describe('a storage that does not work', () => {
  test('is told once, and editing goes on', () => {
    const tab = openTab(new MemoryStorage(60))
    for (const text of ['x'.repeat(100), 'x'.repeat(200)]) {
      tab.project.write('server.js', text)
      settle()
    }
    expect(problems).toEqual(['full'])
    expect(tab.project.content('server.js')?.length).toBe(200)
  })

  test('is told once when there is none', () => {
    const tab = openTab(undefined)
    tab.project.write('server.js', 'two')
    settle()
    expect(problems).toEqual(['unavailable'])
    expect(tab.project.content('server.js')).toBe('two')
  })
})
