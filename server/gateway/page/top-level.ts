/**
 * What stands on the top level of code that was typed into the console. `eval` forgets `const`, `let` and `class` of
 * its text when it ends; as `var` they stay, and may be declared again, as in any browser's console. This is no parser:
 * what it does not recognise stays as it is, and the caller asks the browser whether the result can be read.
 */
import { matchOf, sliceOf, splitAt } from './natives.ts'

export interface TopLevel {
  readonly text: string
  /** Declared by `const`, `let` and `class`. */
  readonly names: readonly string[]
  /** Offsets in `text` behind each `;` and line break. */
  readonly breaks: readonly number[]
}

const token =
  /(\s+|\/\/[^\n]*|\/\*[^]*?\*\/)|'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"|[\w$\u0080-\uffff]+|[^]/y
const regularExpression = /\/(?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+\/\w*/y
const word = /^[\w$\u0080-\uffff]/
const beforeExpression = /^(?:return|typeof|instanceof|in|of|new|delete|void|throw|case|do|else|await|yield)$/
const declared = /\s+([\p{L}_$][\p{L}\p{N}_$]*)/uy
const declaredPattern =
  /\s*[{[]\s*([\p{L}_$][\p{L}\p{N}_$]*(?:\s*,\s*[\p{L}_$][\p{L}\p{N}_$]*)*)\s*,?\s*[}\]]\s*=/uy
const declaredNext = /\s*([\p{L}_$][\p{L}\p{N}_$]*)/uy
const definition =
  /(?:class|(?:async\s+)?function\s*\*?)\s+([\p{L}_$][\p{L}\p{N}_$]*)|function\s*\*\s*([\p{L}_$][\p{L}\p{N}_$]*)/uy

export function topLevelOf(code: string): TopLevel {
  const names: string[] = []
  const breaks: number[] = []
  let text = ''
  let depth = 0
  let previous = ''
  let newLine = true
  let declaring = false
  let defining = false
  const startsStatement = () =>
    previous === '' ||
    previous === ';' ||
    previous === '}' ||
    (newLine && (previous === ')' || previous === ']' || isWord(previous)) && !isOperator(previous))

  for (let at = 0; at < code.length;) {
    const found = tokenAt(code, at, previous)
    let written = found.text
    if (found.blank) {
      if (found.text !== '' && matchOf(/\n/, found.text)) {
        newLine = true
        if (previous !== ',') declaring = false
        if (depth === 0) breaks[breaks.length] = text.length + written.length
      }
    } else {
      const after = at + found.text.length
      if (depth === 0) {
        const isDeclaration = found.text === 'const' || (found.text === 'let' && startsStatement())
        const name = isDeclaration ? '' : startsStatement() ? nameAt(definition, code, at) : ''
        if (isDeclaration && previous !== '.') {
          written = 'var'
          declaring = true
          addNames(names, nameAt(declaredPattern, code, after) || nameAt(declared, code, after))
        } else if (name !== '') {
          written = `var ${name} = ${found.text}`
          defining = true
          // A function is the page's from now on, as it would be in a script; a class is not.
          if (found.text === 'class') addNames(names, name)
        } else if (found.text === ',' && declaring) addNames(names, nameAt(declaredNext, code, after))
        else if (found.text === ';') declaring = false
      }
      if (found.text === '(' || found.text === '[' || found.text === '{') depth += 1
      else if (found.text === ')' || found.text === ']' || found.text === '}') depth -= 1
      if (depth === 0 && found.text === '}' && defining) {
        written = '};'
        defining = false
      }
      if (depth === 0 && found.text === ';') breaks[breaks.length] = text.length + written.length
      previous = found.text
      newLine = false
    }
    text += written
    at += found.text.length
  }
  return { text, names, breaks }
}

function tokenAt(code: string, at: number, previous: string): { text: string; blank: boolean } {
  if (code[at] === '`') return { text: sliceOf(code, at, templateEnd(code, at)), blank: false }
  const mayDivide = isWord(previous)
    ? !isOperator(previous)
    : previous === ')' || previous === ']' || previous === '}'
  const next = code[at + 1]
  if (code[at] === '/' && next !== '/' && next !== '*' && !mayDivide) {
    regularExpression.lastIndex = at
    const [expression] = matchOf(regularExpression, code) ?? []
    if (expression !== undefined) return { text: expression, blank: false }
  }
  token.lastIndex = at
  const [text = code[at] ?? '', blank] = matchOf(token, code) ?? []
  return { text, blank: blank !== undefined }
}

/** Behind the closing backquote; expressions inside may hold templates of their own. */
function templateEnd(code: string, start: number): number {
  let at = start + 1
  while (at < code.length && code[at] !== '`') {
    if (code[at] === '\\') at += 2
    else if (code[at] === '$' && code[at + 1] === '{') at = expressionEnd(code, at + 2)
    else at += 1
  }
  return at + 1
}

function expressionEnd(code: string, start: number): number {
  let depth = 1
  let previous = '{'
  let at = start
  while (at < code.length && depth > 0) {
    const { text, blank } = tokenAt(code, at, previous)
    if (text === '{') depth += 1
    else if (text === '}') depth -= 1
    if (!blank) previous = text
    at += text.length
  }
  return at
}

function nameAt(pattern: RegExp, code: string, at: number): string {
  pattern.lastIndex = at
  const [, first, second] = matchOf(pattern, code) ?? []
  return first ?? second ?? ''
}

function addNames(names: string[], list: string): void {
  for (const part of splitAt(list, ',')) {
    const [name] = matchOf(/[^\s]+/, part) ?? []
    if (name !== undefined) names[names.length] = name
  }
}

function isWord(text: string): boolean {
  return matchOf(word, text) !== null
}

function isOperator(text: string): boolean {
  return matchOf(beforeExpression, text) !== null
}
