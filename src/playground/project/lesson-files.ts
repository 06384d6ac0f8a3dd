/** The lesson in the spelling that the learner chose: its files in the project, with a draft of its own for each. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Spelling } from '../../../harness/lesson-program.ts'
import type { WorkbenchStrings } from '../../strings/workbench.ts'
import type { Notices } from '../notices/notices.ts'
import type { PageEvents } from '../runtime/runtime.ts'
import type { WorkbenchProgram, WorkbenchProps } from '../workbench-props.ts'
import { DraftStore } from './draft-store.ts'
import { keepDrafts } from './keep-drafts.ts'
import { Project } from './project.ts'
import { SetAside } from './set-aside.ts'

export interface SpelledProgram extends WorkbenchProgram {
  readonly spelling: Spelling
}

export interface LessonFilesOptions {
  readonly lesson: Pick<WorkbenchProps, 'id' | 'files' | 'entry' | 'solution' | 'variants'>
  /** Undefined where the browser gives none. */
  readonly storage: Storage | undefined
  readonly notices: Notices
  readonly strings: WorkbenchStrings['drafts']
  /** Where `storage` and `pagehide` are heard: the window. */
  readonly page: PageEvents
}

export class LessonFiles {
  /** Every spelling that the lesson has, its own first. */
  readonly programs: readonly SpelledProgram[]
  readonly project: Project
  readonly program: ReadonlySignal<SpelledProgram>
  readonly #options: LessonFilesOptions
  readonly #chosen
  readonly #aside
  #stopDrafts: () => void

  constructor(options: LessonFilesOptions) {
    this.#options = options
    const { lesson, storage } = options
    const own: SpelledProgram = { ...programOf(lesson), spelling: 'classic' }
    this.programs = [own, ...(lesson.variants ?? [])]
    const remembered = storage?.getItem(choiceKey(lesson.id))
    const first = this.programs.find(({ spelling }) => spelling === remembered) ?? own
    this.#chosen = signal(first)
    this.program = computed(() => this.#chosen.value)
    const store = this.#storeOf(first)
    const loaded = store.load()
    const project = new Project(loaded.files)
    this.project = project
    const aside = this.#asideOf(first)
    this.#aside = signal(aside)
    this.#stopDrafts = keepDrafts({ ...options, project, aside, store, loaded })
  }

  /** What was written in the chosen spelling before something else took its place. */
  get aside(): SetAside {
    return this.#aside.value
  }

  /** Puts another spelling's files in the place of these, whose draft is written first. */
  choose(spelling: Spelling): void {
    const next = this.programs.find((program) => program.spelling === spelling)
    if (next === undefined || next === this.#chosen.peek()) return
    const { lesson, storage, notices } = this.#options
    this.#stopDrafts()
    // What they offer was meant for the files that go.
    notices.dismissAbout('files')
    const store = this.#storeOf(next)
    const loaded = store.load()
    const aside = this.#asideOf(next)
    batch(() => {
      this.#chosen.value = next
      this.#aside.value = aside
      this.project.replaceAll(loaded.files)
    })
    // Who changes to and fro need not be told each time that the draft is back.
    const quiet = { ...loaded, restored: false }
    this.#stopDrafts = keepDrafts({ ...this.#options, project: this.project, aside, store, loaded: quiet })
    try {
      storage?.setItem(choiceKey(lesson.id), spelling)
    } catch {
      // Storage is full: the choice lasts until the page is closed, which the draft's own notice tells.
    }
  }

  /** What is not yet written is written. */
  close(): void {
    this.#stopDrafts()
  }

  #asideOf(program: SpelledProgram): SetAside {
    const { notices, strings } = this.#options
    return new SetAside({
      project: this.project,
      program,
      stores: asideSuffixes.map((suffix) => this.#storeOf(program, suffix)),
      notices,
      strings,
    })
  }

  #storeOf({ spelling, files }: SpelledProgram, suffix = ''): DraftStore {
    const { lesson, storage, notices, strings } = this.#options
    return new DraftStore(storage, draftId(lesson.id, spelling) + suffix, files, (problem) =>
      notices.tell({ id: 'storage', tone: 'warn', text: strings[problem], actions: [] }),
    )
  }
}

/** A store for each version that may be set aside. */
const asideSuffixes = ['~mine', '~mine-2', '~mine-3']

/** The classic spelling's drafts are kept under the lesson's own name. */
function draftId(lesson: string, spelling: Spelling): string {
  return spelling === 'classic' ? lesson : `${lesson}@${spelling}`
}

const choiceKey = (lesson: string) => `wirelab:spelling:${lesson}`

function programOf({ files, entry, solution }: WorkbenchProgram): WorkbenchProgram {
  return solution === undefined ? { files, entry } : { files, entry, solution }
}
