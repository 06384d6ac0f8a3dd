/**
 * What the learner had written when the solution or the starter took its place. It is kept, over a reload too, until it
 * is fetched back or discarded: a few versions a lesson and spelling.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { WorkbenchStrings } from '../../strings/workbench.ts'
import type { Notices } from '../notices/notices.ts'
import type { WorkbenchProgram } from '../workbench-props.ts'
import type { DraftStore } from './draft-store.ts'
import type { Project, ProjectFile } from './project.ts'

export interface SetAsideOptions {
  readonly project: Project
  readonly program: Pick<WorkbenchProgram, 'files' | 'solution'>
  /** Its own, beside that of the drafts: one for each version that is kept at most. */
  readonly stores: readonly DraftStore[]
  readonly notices: Notices
  readonly strings: WorkbenchStrings['drafts']
}

type Files = readonly ProjectFile[]

export class SetAside {
  readonly #options: SetAsideOptions
  /** In the order in which they are offered. */
  readonly #versions
  readonly kept: ReadonlySignal<Files | undefined>

  constructor(options: SetAsideOptions) {
    this.#options = options
    const loaded = options.stores.map((store) => store.load())
    const versions = loaded.flatMap(({ files, restored }) => (restored ? [files] : []))
    this.#versions = signal<readonly Files[]>(versions)
    this.kept = computed(() => this.#versions.value[0])
  }

  useSolution(): void {
    const { program, strings } = this.#options
    if (program.solution !== undefined) this.#replace(program.solution, strings.solutionTaken)
  }

  backToStarter(): void {
    const { program, strings } = this.#options
    this.#replace(program.files, strings.starterTaken)
  }

  /** What was set aside takes the place of the present files, which wait behind the others if they are the learner's. */
  backToMine(): void {
    const versions = this.#versions.peek()
    const [mine, ...others] = versions
    if (mine === undefined) return
    const { project, strings } = this.#options
    const present = project.files.peek()
    project.replaceAll(mine)
    this.#keep(this.#isOwn(present) ? [...others, present] : others)
    this.#tell('quiet', strings.mineAgain, strings.undo, () => {
      project.replaceAll(present)
      this.#keep(versions)
    })
  }

  /** The starter again, and nothing else is kept; as long as the page stays open, a notice brings all of it back. */
  discard(): void {
    const { project, program, strings } = this.#options
    const present = project.files.peek()
    const versions = this.#versions.peek()
    project.replaceAll(program.files)
    this.#keep([])
    this.#tell('quiet', strings.discarded, strings.restore, () => {
      project.replaceAll(present)
      this.#keep(versions)
    })
  }

  /** After a reload: the files are not the learner's, whose own wait; or they are, and earlier ones wait. */
  tellLoaded(): void {
    const { project, notices, strings } = this.#options
    if (this.kept.peek() === undefined) return
    if (!this.#isOwn(project.files.peek())) {
      this.#offerMine(strings.mineWaits)
      return
    }
    const takeEarlier = { label: strings.takeEarlier, run: () => this.backToMine() }
    notices.tell({
      id: 'replaced',
      tone: 'quiet',
      about: 'files',
      text: strings.earlierKept,
      actions: [takeEarlier],
    })
  }

  #replace(files: Files, text: string): void {
    const { project, strings } = this.#options
    const present = project.files.peek()
    if (this.#isOwn(present)) this.#keep([present, ...this.#versions.peek()])
    project.replaceAll(files)
    if (this.kept.peek() !== undefined) this.#offerMine(text)
    else this.#tell('quiet', text, strings.undo, () => project.replaceAll(present))
  }

  #offerMine(text: string): void {
    const { strings } = this.#options
    this.#tell('quiet', `${text} ${strings.mineKept}`, strings.backToMine, () => this.backToMine())
  }

  /** Whether the learner has added anything of their own. */
  #isOwn(files: Files): boolean {
    const { files: starter, solution } = this.#options.program
    return !areSame(files, starter) && (solution === undefined || !areSame(files, solution))
  }

  /** Beyond what there is room for, the oldest go. */
  #keep(versions: readonly Files[]): void {
    const { stores, program } = this.#options
    this.#versions.value = versions.slice(0, stores.length)
    for (const [index, store] of stores.entries()) store.save(versions[index] ?? program.files)
  }

  #tell(tone: 'quiet', text: string, label: string, run: () => void): void {
    const { notices } = this.#options
    notices.dismiss('draft')
    notices.tell({ id: 'replaced', tone, about: 'files', text, actions: [{ label, run }] })
  }
}

/** The same files with the same texts, in whatever order. */
function areSame(some: Files, others: Files): boolean {
  const texts = new Map(others.map(({ path, content }) => [path, content]))
  return some.length === others.length && some.every(({ path, content }) => texts.get(path) === content)
}
