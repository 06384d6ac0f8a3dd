/** The texts about what programs and pages may load, in one shape that each language fills. */
import type { Language } from '../../protocol/lesson.ts'
import { modulesEnglish } from './modules-en.ts'
import { modulesRussian } from './modules-ru.ts'

export interface ModuleStrings {
  readonly title: string
  readonly forServers: string
  readonly forPages: string
  /** Each module's purpose in one line, by name. */
  readonly purposes: Readonly<Record<string, string>>
  readonly nodeModules: string
  readonly nodePurpose: string
  readonly ownFiles: string
  readonly ownFilesPurpose: string
  readonly typescript: string
  readonly typescriptPurpose: string
  readonly clientElsewhere: string
  readonly clientElsewherePurpose: string
  readonly notConnected: string
  readonly close: string
  readonly missingFromServer: (name: string, available: readonly string[]) => string
  readonly missingFromPage: (name: string, available: readonly string[]) => string
  readonly missingFile: (name: string, files: readonly string[], meant: string | undefined) => string
}

const byLanguage: Readonly<Record<Language, ModuleStrings>> = { en: modulesEnglish, ru: modulesRussian }

export function moduleStrings(language: Language): ModuleStrings {
  return byLanguage[language]
}
