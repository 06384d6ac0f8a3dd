/** Ties a project to its drafts: saves while typing, tells what was restored, and minds other tabs. */
import { effect } from '@preact/signals'
import type { WorkbenchStrings } from '../../strings/workbench.ts'
import type { Notices } from '../notices/notices.ts'
import type { PageEvents } from '../runtime/runtime.ts'
import type { DraftStore, LoadedDraft } from './draft-store.ts'
import type { Project } from './project.ts'
import type { SetAside } from './set-aside.ts'

/** How long typing has to pause before a draft is written (ms). */
export const draftDelayMs = 300

export interface KeepDraftsOptions {
  readonly project: Project
  readonly store: DraftStore
  readonly loaded: LoadedDraft
  readonly aside: SetAside
  readonly notices: Notices
  readonly strings: WorkbenchStrings['drafts']
  /** Where `storage` and `pagehide` are heard: the window. */
  readonly page: PageEvents
}

/** Returns what ends it; what is not yet written is written then. */
export function keepDrafts(options: KeepDraftsOptions): () => void {
  const { project, store, loaded, notices, strings, page } = options
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    store.save(project.files.peek())
  }

  let first = true
  const stopWatching = effect(() => {
    void project.files.value
    if (first) {
      // What was just loaded is stored already.
      first = false
      return
    }
    clearTimeout(timer)
    timer = setTimeout(flush, draftDelayMs)
  })

  const onStorage = (event: StorageEvent) => {
    const theirs = store.fromOtherTab(event.key, event.newValue)
    if (theirs === undefined || theirs.text === (project.content(theirs.path) ?? null)) return
    const { path, text } = theirs
    notices.tell({
      id: `other-tab:${path}`,
      tone: 'warn',
      about: 'files',
      text: strings.otherTab(path),
      actions: [
        {
          label: strings.takeTheirs,
          run: () => (text === null ? project.remove(path) : project.write(path, text)),
        },
        { label: strings.keepMine, run: () => store.save(project.files.peek()) },
      ],
    })
  }

  page.addEventListener('storage', onStorage)
  page.addEventListener('pagehide', flush)
  tellLoaded(options, loaded)

  return () => {
    stopWatching()
    flush()
    page.removeEventListener('storage', onStorage)
    page.removeEventListener('pagehide', flush)
  }
}

function tellLoaded(options: KeepDraftsOptions, loaded: LoadedDraft): void {
  const { store, aside, notices, strings } = options
  if (loaded.starterChanged) {
    notices.tell({
      id: 'draft',
      tone: 'warn',
      about: 'files',
      text: strings.starterChanged,
      actions: [
        { label: strings.useStarter, run: () => aside.backToStarter() },
        { label: strings.keepDraft, run: () => store.rebase() },
      ],
    })
  } else if (loaded.restored) {
    notices.tell({
      id: 'draft',
      tone: 'quiet',
      about: 'files',
      text: strings.restored,
      actions: [{ label: strings.discard, run: () => aside.discard() }],
    })
  }
  aside.tellLoaded()
}
