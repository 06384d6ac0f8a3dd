/** Splits a short text at its backticks, so that a task can name code without markup in `lesson.ts`. */
export function inlineCode(text: string): { code: boolean; text: string }[] {
  return text
    .split('`')
    .map((part, index) => ({ code: index % 2 === 1, text: part }))
    .filter((part) => part.text !== '')
}
