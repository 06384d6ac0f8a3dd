/** What the components within a lesson's prose need to know of the lesson around them. */
import type { CollectionEntry } from 'astro:content'
import type { Language } from '../../protocol/lesson.ts'

export interface LessonOnPage {
  readonly language: Language
  readonly lesson: CollectionEntry<'lessons'>['data']
}

/** For a component that makes sense in a lesson's prose only. */
export function lessonOnPage(locals: App.Locals): LessonOnPage {
  if (locals.lesson === undefined) {
    throw new Error('This component belongs in the text of a lesson: it needs the lesson around it.')
  }
  return locals.lesson
}
