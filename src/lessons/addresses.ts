/** Addresses of pages in each language: English at the root, any other under its own name. Always with a closing slash. */
import { languages, type Language } from '../../protocol/lesson-constants.ts'

const defaultLanguage: Language = 'en'

/** The route parameter `[...locale]` of a language. */
export function localeParam(language: Language): string | undefined {
  return language === defaultLanguage ? undefined : language
}

/** `path` is the English address, from the root: `/lessons/server/`. */
export function addressIn(language: Language, path: string): string {
  return language === defaultLanguage ? path : `/${language}${path}`
}

/** Splits a page's address into its language and the English address of the same page. */
export function splitAddress(pathname: string): { language: Language; path: string } {
  const found = languages.find(
    (language) => language !== defaultLanguage && `${pathname}/`.startsWith(`/${language}/`),
  )
  return found === undefined
    ? { language: defaultLanguage, path: pathname }
    : { language: found, path: pathname.slice(found.length + 1) || '/' }
}

/** The inspector by itself, for trace files. */
export const inspectPath = '/inspect/'

export function lessonPath(slug: string): string {
  return `/lessons/${slug}/`
}
