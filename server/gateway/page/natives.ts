/**
 * The browser's own functions, kept before a line of the learner's runs: a page that patches prototypes spoils its own
 * reports at most, and neither the mapping nor the page itself.
 */
export const nativeApply = Reflect.apply
export const nativeConstruct = Reflect.construct
export const nativeGet: (holder: object, name: string) => unknown = Reflect.get
export const NativeProxy = Proxy
export const NativeWeakMap = WeakMap<object, unknown>
export const NativeWeakSet = WeakSet
export const NativeURL = URL
export const NativeError = Error
export const nativeDefine = Object.defineProperty
export const nativeDescriptor = Object.getOwnPropertyDescriptor
export const nativeKeys = Object.keys
export const nativeCreate: (prototype: object | null) => object = Object.create
export const NativeFunction = Function
export const NativePromise = Promise
// Of its overloads the general one.
export const nativeThen: (
  give: (value: unknown) => void,
  fail: (reason: unknown) => void,
) => Promise<unknown> = nativeMethod(Promise.prototype, 'then')
/** Under another name than its own, `eval` runs its text in the global scope. */
// oxlint-disable-next-line eslint/no-eval -- what the user types into the pane's console runs in the pane
export const nativeEval: (code: string) => unknown = eval
export const nativeString = String
export const nativeNow = performance.now.bind(performance)
export const nativeSetTimeout = setTimeout.bind(window)
export const nativeListen = window.addEventListener.bind(window)
const test = nativeMethod(RegExp.prototype, 'test')
const exec = nativeMethod(RegExp.prototype, 'exec')
const slice = nativeMethod(String.prototype, 'slice')
const replace = nativeMethod(String.prototype, 'replace')
const indexOf = nativeMethod(String.prototype, 'indexOf')
const toLowerCase = nativeMethod(String.prototype, 'toLowerCase')
const split = nativeMethod(String.prototype, 'split')

/** A method as it is now, to be called with {@link nativeApply}. */
export function nativeMethod<Holder, Name extends keyof Holder>(holder: Holder, name: Name): Holder[Name] {
  return holder[name]
}

/** A property of the browser's, to be wrapped; undefined where the browser has none. */
export function settable(
  holder: object,
  name: string,
): { descriptor: PropertyDescriptor; set: (value: unknown) => void } | undefined {
  const descriptor = nativeDescriptor(holder, name)
  const set = descriptor && nativeMethod(descriptor, 'set')
  return descriptor && set ? { descriptor, set } : undefined
}

export function matches(pattern: RegExp, text: string): boolean {
  return nativeApply(test, pattern, [text])
}

export function matchOf(pattern: RegExp, text: string): RegExpExecArray | null {
  return nativeApply(exec, pattern, [text])
}

export function sliceOf(text: string, start: number, end?: number): string {
  return nativeApply(slice, text, [start, end])
}

export function replaceIn(
  text: string,
  pattern: RegExp,
  by: string | ((...found: string[]) => string),
): string {
  return nativeApply(replace, text, [pattern, by])
}

export function indexIn(text: string, part: string): number {
  return nativeApply(indexOf, text, [part])
}

export function splitAt(text: string, separator: string): string[] {
  return nativeApply(split, text, [separator])
}

export function nativeLowerCase(text: string): string {
  return nativeApply(toLowerCase, text, [])
}
