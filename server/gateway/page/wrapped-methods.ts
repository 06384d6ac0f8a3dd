/** Puts code around methods of a library that the page loads, so that its users notice nothing. */
import { nativeApply, nativeDefine, nativeGet, NativeProxy } from './natives.ts'

type Method = (...args: unknown[]) => unknown

/**
 * Replaces a method of a prototype, its own or an inherited one; where there is none, nothing happens.
 *
 * @param body what runs instead; it calls `run` once and returns what that returns
 */
export function wrapMethod(
  prototype: object,
  name: string,
  body: (self: object, args: readonly unknown[], run: () => unknown) => unknown,
): void {
  const original = methodOf(prototype, name)
  if (!original) return
  nativeDefine(prototype, name, {
    configurable: true,
    writable: true,
    enumerable: false,
    value: new NativeProxy(original, {
      apply: (target, self: object, args: unknown[]): unknown =>
        body(self, args, () => nativeApply(target, self, args)),
    }),
  })
}

export function methodOf(prototype: object, name: string): Method | undefined {
  const method: unknown = nativeGet(prototype, name)
  // That it is a function is all that can be known of it.
  return typeof method === 'function' ? (method as Method) : undefined
}

/** What looks on never stops what it looks at. */
export function attempt(task: () => void): void {
  try {
    task()
  } catch {
    // A page that broke what we build on loses its reports, nothing else.
  }
}
