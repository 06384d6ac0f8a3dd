/** Loads Monaco once, in the reader's language, with the typings of what the course uses. */
import type * as monaco from 'monaco-editor/editor'
import type { Language } from '../../../protocol/lesson.ts'
import { configureTypeScript } from './typescript-service.ts'

/** Monaco's module, for its type alone: it is loaded lazily. */
export type Monaco = typeof monaco

let loading: Promise<Monaco> | undefined

/** Rejects when a part could not be fetched; the next call tries again. */
export function loadMonaco(language: Language): Promise<Monaco> {
  loading ??= load(language).catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function load(language: Language): Promise<Monaco> {
  // Monaco reads its texts while its modules load.
  if (language === 'ru') await import('monaco-editor/nls/lang/ru')
  const modules = await import('./monaco-modules.ts')
  configureTypeScript(modules.typescript)
  return modules.monaco
}
