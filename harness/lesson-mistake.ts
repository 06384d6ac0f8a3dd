/** What is wrong with a lesson's folder: always one sentence for its author, with the place to look at. */
import type * as z from 'zod'

export interface LessonMistake {
  /** Relative to the folder of all lessons, with forward slashes. */
  readonly file: string
  /** From 1; absent where the whole file is meant. */
  readonly line?: number
  readonly sentence: string
}

/** Carries every mistake of every lesson, so that an author mends them in one go. */
export class LessonMistakesError extends Error {
  readonly code = 'lesson-mistakes'
  readonly mistakes: readonly LessonMistake[]
  constructor(root: string, mistakes: readonly LessonMistake[]) {
    super(mistakes.map((mistake) => formatMistake(root, mistake)).join('\n'))
    this.name = 'LessonMistakesError'
    this.mistakes = mistakes
  }
}

/** `lessons/02-server/lesson.ts:7: sentence`, which editors and terminals turn into a link. */
export function formatMistake(root: string, { file, line, sentence }: LessonMistake): string {
  return `${root}/${file}${line === undefined ? '' : `:${line}`}: ${sentence}`
}

/** `['tasks', 1, 'text', 'ru']` as it would stand in code: `tasks[1].text.ru`. */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = ''
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`
    else text += `${text === '' ? '' : '.'}${String(step)}`
  }
  return text
}

/** Words what the schema found as one sentence. */
export function issueSentence(issue: z.core.$ZodIssue): string {
  const name = issue.path.length === 0 ? 'The default export' : `"${formatPath(issue.path)}"`
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `${name} is missing; it should be ${withArticle(issue.expected)}.`
        : `${name} should be ${withArticle(issue.expected)}.`
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `"${formatPath([...issue.path, key])}"`).join(' and ')} is no part of a lesson's description; remove it or mend its spelling.`
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `${name} is empty.`
        : `${name} should be at least ${issue.minimum}.`
    case 'too_big':
      return issue.origin === 'array'
        ? `${name} has too many entries; ${issue.maximum} is the most.`
        : `${name} should be at most ${issue.maximum}.`
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'invalid_value':
    case 'not_multiple_of':
      return `${name} is not right: ${issue.message}.`
  }
}

function withArticle(type: string): string {
  if (type === 'int') return 'a whole number'
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`
}
