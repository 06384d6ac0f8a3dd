/**
 * What the learner had written when the solution or the starter took its place. It is kept, over a reload too, until it
 * is fetched back or discarded: one version a lesson and spelling.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { WorkbenchStrings } from '../../strings/workbench.ts'
import type { Notices } from '../notices/notices.ts'
import type { WorkbenchProgram } from '../workbench-props.ts'
import type { DraftStore } from './draft-store.ts'
import type { Project, ProjectFile } from './project.ts'

export interface SetAsideOptions {
  readonly project: Project
  readonly program: Pick<WorkbenchProgram, 'files' | 'solution'>
  /** Its own, beside that of the drafts. */
  readonly store: DraftStore
  readonly notices: Notices
  readonly strings: WorkbenchStrings['drafts']
}

type Files = readonly ProjectFile[]

export class SetAside {
  readonly #options: SetAsideOptions
  readonly #kept

  constructor(options: SetAsideOptions) {
    this.#options = options
    const { files, restored } = options.store.load()
    this.#kept = signal<Files | undefined>(restored ? files : undefined)
  }

  get kept(): ReadonlySignal<Files | undefined> {
    return this.#kept
  }

  useSolution(): void {
    const { program, strings } = this.#options
    if (program.solution !== undefined) this.#replace(program.solution, strings.solutionTaken)
  }

  backToStarter(): void {
    const { program, strings } = this.#options
    this.#replace(program.files, strings.starterTaken)
  }

  /** What was set aside takes the place of the present files. */
  backToMine(): void {
    const mine = this.#kept.peek()
    if (mine === undefined) return
    const { project, strings } = this.#options
    const present = project.files.peek()
    project.replaceAll(mine)
    this.#forget()
    this.#tell('quiet', strings.mineAgain, strings.undo, () => {
      project.replaceAll(present)
      this.#keep(mine)
    })
  }

  /** The starter again, and nothing else is kept; as long as the page stays open, a notice brings all of it back. */
  discard(): void {
    const { project, program, strings } = this.#options
    const present = project.files.peek()
    const mine = this.#kept.peek()
    project.replaceAll(program.files)
    this.#forget()
    this.#tell('quiet', strings.discarded, strings.restore, () => {
      project.replaceAll(present)
      if (mine !== undefined) this.#keep(mine)
    })
  }

  /** After a reload: the files are not the learner's, whose own wait; or they are, and earlier ones wait. */
  tellLoaded(): void {
    const { project, notices, strings } = this.#options
    if (this.#kept.peek() === undefined) return
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
    if (this.#isOwn(present)) this.#keep(present)
    project.replaceAll(files)
    if (this.#kept.peek() !== undefined) this.#offerMine(text)
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

  #keep(files: Files): void {
    this.#kept.value = files
    this.#options.store.save(files)
  }

  #forget(): void {
    this.#kept.value = undefined
    this.#options.store.save(this.#options.program.files)
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
