/** Any value as text for the console: bounded in depth, breadth and length, whatever the value does when it is read. */
import {
  indexIn,
  nativeApply,
  nativeDescriptor,
  nativeKeys,
  nativeMethod,
  nativeString,
  replaceIn,
  sliceOf,
} from './natives.ts'

const depthMax = 4
const entriesMax = 100
const stringMaxCharacters = 10_000
/** Of one argument; the schema of reports allows 20,000. */
const partMaxCharacters = 15_000

const errorToString = nativeMethod<{ toString(): string }, 'toString'>(Error.prototype, 'toString')
const functionToString = nativeMethod(Function.prototype, 'toString')
const objectToString = nativeMethod(Object.prototype, 'toString')
const mapForEach = nativeMethod(Map.prototype, 'forEach')
const setForEach = nativeMethod(Set.prototype, 'forEach')
export const isArray = nativeMethod(Array, 'isArray')
const isView = nativeMethod(ArrayBuffer, 'isView')
const getPrototypeOf = nativeMethod(Object, 'getPrototypeOf')

/** What is left to spend on one argument, and the objects being written: one met again is a cycle. */
interface Budget {
  characters: number
  readonly open: object[]
}

/** A console argument: strings as they are, everything else as in a console. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? clipped(value, partMaxCharacters) : literalText(value)
}

/** The same with strings in quotes: a value that was asked for, not a text that was printed. */
export function literalText(value: unknown): string {
  return clipped(written(value, { characters: partMaxCharacters, open: [] }), partMaxCharacters)
}

export function clipped(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  const last = text.charCodeAt(maxCharacters - 1)
  // Half of a surrogate pair would be no character at all.
  const end = last >= 0xd800 && last <= 0xdbff ? maxCharacters - 1 : maxCharacters
  return `${sliceOf(text, 0, end - 1)}…`
}

function written(value: unknown, budget: Budget): string {
  const text = writtenUncounted(value, budget)
  budget.characters -= text.length
  return text
}

function writtenUncounted(value: unknown, budget: Budget): string {
  switch (typeof value) {
    case 'string':
      return quoted(clipped(value, stringMaxCharacters))
    case 'bigint':
      return `${nativeString(value)}n`
    case 'function':
      return functionText(value)
    case 'object':
      return value === null ? 'null' : objectText(value, budget)
    case 'undefined':
    case 'boolean':
    case 'symbol':
    case 'number':
      return Object.is(value, -0) ? '-0' : nativeString(value)
  }
}

function quoted(text: string): string {
  return indexIn(text, "'") < 0 ? `'${replaceIn(text, /\n/g, '\\n')}'` : JSON.stringify(text)
}

function functionText(value: object): string {
  const source = nativeApply(functionToString, value, [])
  const name = nativeDescriptor(value, 'name')?.value as unknown
  const shown = typeof name === 'string' && name !== '' ? name : '(anonymous)'
  return sliceOf(source, 0, 6) === 'class ' ? `[class ${shown}]` : `[Function: ${shown}]`
}

function objectText(value: object, budget: Budget): string {
  try {
    if (value instanceof Error) return errorText(value)
    if (value instanceof Node) return nodeText(value)
    if (value instanceof Date || value instanceof RegExp) return nativeString(value)
    if (value instanceof Promise) return 'Promise { … }'
    for (const open of budget.open) if (open === value) return '[Circular]'
    if (budget.open.length >= depthMax || budget.characters < 0)
      return isArray(value) ? '[Array]' : '[Object]'
    const depth = budget.open.length
    budget.open[depth] = value
    const text = collectionText(value, budget)
    budget.open.length = depth
    return text
  } catch {
    // A proxy or a getter of the page that throws.
    return '[unreadable]'
  }
}

export function errorText(error: Error): string {
  const stack: unknown = error.stack
  const head = nativeApply(errorToString, error, [])
  if (typeof stack !== 'string' || stack === '') return head
  // Firefox's stacks do not begin with the message.
  return indexIn(stack, head) >= 0 ? stack : `${head}\n${stack}`
}

function nodeText(node: Node): string {
  if (node instanceof Element) {
    const shallow = node.cloneNode(false)
    const markup = shallow instanceof Element ? shallow.outerHTML : node.nodeName
    return clipped(markup, 500)
  }
  return node.nodeName
}

function collectionText(value: object, budget: Budget): string {
  const parts: string[] = []
  let more = 0
  const add = (write: () => string) => {
    if (parts.length < entriesMax && budget.characters > 0) parts[parts.length] = write()
    else more += 1
  }
  if (isArray(value) || isView(value)) {
    const list = value as ArrayLike<unknown>
    const length = typeof list.length === 'number' ? list.length : 0
    for (let index = 0; index < Math.min(length, entriesMax + 1); index += 1)
      add(() => written(list[index], budget))
    more += Math.max(0, length - entriesMax - 1)
    return `${prefix(value, 'Array')}${bracketed('[', parts, more, ']')}`
  }
  if (value instanceof Map) {
    nativeApply(mapForEach, value, [
      (item: unknown, key: unknown) => add(() => `${written(key, budget)} => ${written(item, budget)}`),
    ])
    return `Map(${value.size}) ${bracketed('{ ', parts, more, ' }')}`
  }
  if (value instanceof Set) {
    nativeApply(setForEach, value, [(item: unknown) => add(() => written(item, budget))])
    return `Set(${value.size}) ${bracketed('{ ', parts, more, ' }')}`
  }
  for (const key of nativeKeys(value)) add(() => `${keyText(key)}: ${propertyText(value, key, budget)}`)
  return parts.length + more === 0
    ? `${prefix(value, 'Object')}{}`
    : `${prefix(value, 'Object')}${bracketed('{ ', parts, more, ' }')}`
}

function propertyText(holder: object, key: string, budget: Budget): string {
  const descriptor = nativeDescriptor(holder, key)
  if (!descriptor?.get) return written(descriptor?.value, budget)
  // Reading it runs the page's code, which a console does only when asked.
  return '[Getter]'
}

function keyText(key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) ? clipped(key, 200) : quoted(clipped(key, 200))
}

/** The constructor's name, where it says something: `Point { x: 1 }`. */
function prefix(value: object, plain: string): string {
  const prototype: unknown = getPrototypeOf(value)
  if (prototype === null) return '[null prototype] '
  const constructor = nativeDescriptor(prototype, 'constructor')?.value as unknown
  const name =
    typeof constructor === 'function'
      ? constructor.name
      : sliceOf(nativeApply(objectToString, value, []), 8, -1)
  return typeof name !== 'string' || name === plain || name === '' ? '' : `${clipped(name, 100)} `
}

function bracketed(open: string, parts: readonly string[], more: number, close: string): string {
  let text = ''
  for (let index = 0; index < parts.length; index += 1) text += `${index > 0 ? ', ' : ''}${parts[index]}`
  if (more > 0) text += `${text === '' ? '' : ', '}… ${more} more`
  return `${open}${text}${close}`
}
