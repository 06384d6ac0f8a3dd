/** What a lesson's prose may hold besides Markdown. A build knows more of MDX than this, but not in which file it was. */
import { lineAt } from './source-location.ts'

interface Component {
  readonly takes: readonly string[]
  readonly needs: readonly string[]
}

const components: Readonly<Record<string, Component>> = {
  Code: { takes: ['file', 'from', 'to', 'solution'], needs: ['file'] },
  Prediction: { takes: [], needs: [] },
  Tasks: { takes: [], needs: [] },
  Wire: { takes: ['title'], needs: ['title'] },
}

export interface MarkupMistake {
  /** Of the prose, from 1. */
  readonly line: number
  readonly sentence: string
}

const tag = /<([A-Z]\w*)\b((?:"[^"]*"|'[^']*'|\{[^}]*\}|[^>"'{])*)>/g
const attributePattern = /([\w-]+)(?:=("[^"]*"|'[^']*'|\{[^}]*\}))?/g
/** An expression of MDX; a comment is one that shows nothing. */
const expression = /(?<!\\)\{(?!\/\*)/g

/** Components that nobody made, attributes that they do not have, and braces that MDX takes for code. */
export function markupMistakes(prose: string): MarkupMistake[] {
  const text = withoutCode(prose)
  const at = (index: number, sentence: string) => ({
    line: lineAt(text, index),
    sentence,
  })
  const tags = [...text.matchAll(tag)].flatMap(({ index, 1: name = '', 2: attributes = '' }) =>
    tagSentences(name, attributes).map((sentence) => at(index, sentence)),
  )
  const expressions = [...text.replaceAll(tag, blank).matchAll(expression)].map(({ index }) =>
    at(index, 'A { begins an expression of MDX: write it in `backquotes`, or as \\{.'),
  )
  return [...tags, ...expressions].sort((a, b) => a.line - b.line)
}

function tagSentences(name: string, text: string): string[] {
  const component = Object.hasOwn(components, name) ? components[name] : undefined
  if (component === undefined) {
    const known = Object.keys(components).map((each) => `<${each}>`)
    return [`There is no <${name}> for a lesson's text; there are ${known.join(', ')}.`]
  }
  const given = [...text.matchAll(attributePattern)].map((match) => ({
    name: match[1] ?? '',
    value: match[2],
  }))
  const { takes, needs } = component
  return [
    ...given
      .filter((each) => !takes.includes(each.name))
      .map((each) => `<${name}> takes ${takes.join(', ') || 'nothing'}, not "${each.name}".`),
    ...given
      .filter((each) => takes.includes(each.name) && each.value?.startsWith('{'))
      .map((each) => `<${name}> takes "${each.name}" as a text in quotes, not as an expression.`),
    ...needs
      .filter((need) => !given.some((each) => each.name === need))
      .map((need) => `<${name}> needs ${need}="…".`),
  ]
}

/** Fenced code and `code` blanked, so that the places of the rest stay. */
export function withoutCode(prose: string): string {
  return prose.replaceAll(/^```[\s\S]*?^```/gm, blank).replaceAll(/`[^`\n]*`/g, blank)
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ')
}
