/**
 * Drafts: what the learner wrote, kept in the browser per lesson and file. Key `wirelab:draft:<lesson>:<path>`, value
 * JSON `{"base": <hash of the starter's text or null>, "text": <string, or null when the file was deleted>}`.
 */
import type { ProjectFile } from './project.ts'
import { textHash } from './text-hash.ts'

interface FileDraft {
  /** Hash of the starter's text that the draft began from; null for a file that the learner added. */
  readonly base: string | null
  /** Null: the learner deleted the file. */
  readonly text: string | null
}

export interface LoadedDraft {
  readonly files: readonly ProjectFile[]
  /** Something differs from the starter. */
  readonly restored: boolean
  /** The starter's text of a drafted file is no longer what the draft began from. */
  readonly starterChanged: boolean
}

/** Why a draft could not be kept. */
export type DraftProblem = 'unavailable' | 'full'

export class DraftStore {
  readonly #storage: Storage | undefined
  readonly #prefix: string
  readonly #starter: ReadonlyMap<string, string>
  readonly #onProblem: (problem: DraftProblem) => void

  /** `storage` is undefined where the browser gives none. `onProblem` is called at most once. */
  constructor(
    storage: Storage | undefined,
    lesson: string,
    starter: readonly ProjectFile[],
    onProblem: (problem: DraftProblem) => void,
  ) {
    this.#storage = storage
    this.#prefix = `wirelab:draft:${lesson}:`
    this.#starter = new Map(starter.map((file) => [file.path, file.content]))
    let told = false
    this.#onProblem = (problem) => {
      if (!told) onProblem(problem)
      told = true
    }
    if (storage === undefined) this.#onProblem('unavailable')
  }

  load(): LoadedDraft {
    const texts = new Map(this.#starter)
    let restored = false
    let starterChanged = false
    for (const [path, draft] of this.#all()) {
      const starter = this.#starter.get(path)
      restored = true
      if (draft.base !== null && (starter === undefined || textHash(starter) !== draft.base)) {
        starterChanged = true
      }
      if (draft.text === null) texts.delete(path)
      else texts.set(path, draft.text)
    }
    const files = Array.from(texts, ([path, content]) => ({ path, content }))
    return { files, restored, starterChanged }
  }

  /** Keeps the present files; what equals the starter needs no draft. */
  save(files: readonly ProjectFile[]): void {
    const present = new Map(files.map((file) => [file.path, file.content]))
    const kept = new Map(this.#all())
    for (const path of new Set([...this.#starter.keys(), ...present.keys(), ...kept.keys()])) {
      const starter = this.#starter.get(path)
      const text = present.get(path)
      if (text === starter) this.#remove(path)
      else if (text !== (kept.get(path)?.text ?? undefined) || !kept.has(path)) {
        // A draft keeps the base it began from, so that a changed starter is noticed on each load until it is settled.
        const base = kept.get(path)?.base ?? (starter === undefined ? null : textHash(starter))
        this.#write(path, { base, text: text ?? null })
      }
    }
  }

  /** The learner keeps the draft although the starter changed: from now on it counts as begun from the new one. */
  rebase(): void {
    for (const [path, draft] of this.#all()) {
      const starter = this.#starter.get(path)
      this.#write(path, { base: starter === undefined ? null : textHash(starter), text: draft.text })
    }
  }

  /**
   * What another tab wrote, from a `storage` event: the file and its text, or undefined when the event is not about
   * this lesson. A draft that is gone means the starter's text.
   */
  fromOtherTab(key: string | null, value: string | null): { path: string; text: string | null } | undefined {
    if (key === null || !key.startsWith(this.#prefix)) return undefined
    const path = key.slice(this.#prefix.length)
    const draft = value === null ? undefined : parseDraft(value)
    return { path, text: draft === undefined ? (this.#starter.get(path) ?? null) : draft.text }
  }

  *#all(): Generator<[string, FileDraft]> {
    if (this.#storage === undefined) return
    const keys = Array.from({ length: this.#storage.length }, (_, index) => this.#storage?.key(index) ?? '')
    for (const key of keys) {
      if (!key.startsWith(this.#prefix)) continue
      const draft = parseDraft(this.#storage.getItem(key) ?? '')
      if (draft !== undefined) yield [key.slice(this.#prefix.length), draft]
    }
  }

  #write(path: string, draft: FileDraft): void {
    try {
      this.#storage?.setItem(this.#prefix + path, JSON.stringify(draft))
    } catch {
      // Any failure to write is the quota's: whether storage is there at all was found out before.
      this.#onProblem('full')
    }
  }

  #remove(path: string): void {
    this.#storage?.removeItem(this.#prefix + path)
  }
}

/** Anything may stand in the browser's storage: an older version's draft, or another program's. */
function parseDraft(value: string): FileDraft | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(value)
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null || !('base' in parsed) || !('text' in parsed))
    return undefined
  const { base, text } = parsed
  if (base !== null && typeof base !== 'string') return undefined
  if (text !== null && typeof text !== 'string') return undefined
  return { base, text }
}

/** A storage of the browser's, or undefined where reading or writing it throws (blocked cookies, private modes). */
export function browserStorage(
  kind: 'localStorage' | 'sessionStorage' = 'localStorage',
): Storage | undefined {
  try {
    const probe = 'wirelab:probe'
    window[kind].setItem(probe, '1')
    window[kind].removeItem(probe)
    return window[kind]
  } catch {
    return undefined
  }
}
