/** Everything the site itself says, apart from the lessons. Each language is one file of this shape. */
import type { Language } from '../../protocol/lesson.ts'
import { siteEn } from './site-en.ts'
import { siteRu } from './site-ru.ts'

/** The parts of a lesson page that a narrow screen shows one at a time. */
export type WorkspaceView = 'text' | 'code' | 'clients' | 'wire'

export interface SiteStrings {
  /** The language's own name. */
  readonly languageName: string
  readonly skipToContent: string
  readonly skipToWorkbench: string
  readonly header: {
    readonly home: string
    readonly navigation: string
    readonly course: string
    /** The button that shows the links where there is no room for them. */
    readonly menu: string
    readonly theme: Readonly<Record<'auto' | 'light' | 'dark', string>>
  }
  readonly search: {
    readonly label: string
    readonly field: string
    readonly close: string
    /** A number follows. */
    readonly found: string
    readonly nothing: string
    readonly unavailable: string
  }
  readonly home: {
    readonly title: string
    readonly description: string
    readonly claim: string
    readonly sentences: readonly [string, string, string]
    readonly start: string
    readonly course: string
    readonly figure: string
  }
  readonly figure: {
    readonly server: string
    readonly connects: string
    readonly skipped: string
  }
  readonly course: {
    readonly title: string
    readonly description: string
    readonly introduction: string
    readonly minutes: (count: number) => string
    readonly more: string
  }
  readonly lesson: {
    readonly workbench: string
    readonly views: string
    readonly view: Readonly<Record<WorkspaceView, string>>
    readonly tasks: string
    readonly number: (order: number) => string
    readonly previous: string
    readonly next: string
    readonly allLessons: string
    readonly more: string
    readonly neighbours: string
    readonly codeWithoutScript: string
  }
  readonly notFound: {
    readonly title: string
    readonly text: string
    readonly home: string
    readonly course: string
  }
}

const strings: Readonly<Record<Language, SiteStrings>> = { en: siteEn, ru: siteRu }

export function siteStrings(language: Language): SiteStrings {
  return strings[language]
}
