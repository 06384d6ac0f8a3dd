/** The course as the pages see it: every lesson in order, with its neighbours. */
import { getCollection, getEntry, type CollectionEntry } from 'astro:content'
import { languages, type Language } from '../../protocol/lesson.ts'
import { localeParam } from './addresses.ts'

export type CourseLesson = CollectionEntry<'lessons'>['data']

export async function courseLessons(): Promise<CourseLesson[]> {
  const entries = await getCollection('lessons')
  return entries.map((entry) => entry.data).sort((a, b) => a.order - b.order)
}

/** Paths of a page that exists once in every language. */
export function languagePaths() {
  return languages.map((language) => ({ params: { locale: localeParam(language) }, props: { language } }))
}

export interface LessonPageProps {
  readonly language: Language
  readonly lesson: CourseLesson
  readonly prose: CollectionEntry<'lessonProse'>
  readonly previous?: CourseLesson | undefined
  readonly next?: CourseLesson | undefined
}

export async function lessonPaths() {
  const lessons = await courseLessons()
  const pages = languages.flatMap((language) => lessons.map((lesson, index) => ({ language, lesson, index })))
  return Promise.all(
    pages.map(async ({ language, lesson, index }) => {
      const prose = await getEntry('lessonProse', `${lesson.folder}/${language}`)
      if (prose === undefined) throw new Error(`The text of ${lesson.folder} in "${language}" is not loaded.`)
      const props: LessonPageProps = {
        language,
        lesson,
        prose,
        previous: lessons[index - 1],
        next: lessons[index + 1],
      }
      return { params: { locale: localeParam(language), slug: lesson.slug }, props }
    }),
  )
}
