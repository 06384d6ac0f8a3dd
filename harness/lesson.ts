/** The public names that a lesson's own files may import. */
export type { LessonSource } from '../protocol/lesson.ts'
export { check, pageCheck } from './check.ts'
export { anything, oneOf, someNumber, someText } from './pattern.ts'
