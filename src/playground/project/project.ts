/** The files of a workbench as the learner sees them now. The editor writes here; runs and drafts read. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'

export interface ProjectFile {
  readonly path: string
  readonly content: string
}

/** A place in a file to show; a new object each time, so that the same place can be asked for twice. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

export class Project {
  readonly #files
  readonly #active
  readonly #place = signal<Place | undefined>(undefined)
  readonly activeFile: ReadonlySignal<ProjectFile | undefined>

  /** The first file is shown first. */
  constructor(files: readonly ProjectFile[]) {
    this.#files = signal<readonly ProjectFile[]>(files)
    this.#active = signal(files[0]?.path ?? '')
    this.activeFile = computed(() => this.#files.value.find((file) => file.path === this.#active.value))
  }

  get files(): ReadonlySignal<readonly ProjectFile[]> {
    return this.#files
  }

  get active(): ReadonlySignal<string> {
    return this.#active
  }

  /** Where the editor should put its cursor next. */
  get place(): ReadonlySignal<Place | undefined> {
    return this.#place
  }

  content(path: string): string | undefined {
    return this.#files.peek().find((file) => file.path === path)?.content
  }

  asRecord(): Record<string, string> {
    return Object.fromEntries(this.#files.peek().map((file) => [file.path, file.content]))
  }

  show(path: string): void {
    if (this.content(path) !== undefined) this.#active.value = path
  }

  jump(place: Place): void {
    if (this.content(place.file) === undefined) return
    this.#active.value = place.file
    this.#place.value = place
  }

  /** Sets the content of a file; a file that is not there is added at the end. */
  write(path: string, content: string): void {
    const before = this.#files.peek()
    const place = before.findIndex((file) => file.path === path)
    if (place < 0) this.#files.value = [...before, { path, content }]
    else if (before[place]?.content !== content) this.#files.value = before.with(place, { path, content })
  }

  remove(path: string): void {
    const rest = this.#files.peek().filter((file) => file.path !== path)
    this.#files.value = rest
    if (this.#active.peek() === path) this.#active.value = rest[0]?.path ?? ''
  }

  /** Replaces all files; the shown one stays shown where it still exists. */
  replaceAll(files: readonly ProjectFile[]): void {
    this.#files.value = files
    if (this.content(this.#active.peek()) === undefined) this.#active.value = files[0]?.path ?? ''
  }
}
