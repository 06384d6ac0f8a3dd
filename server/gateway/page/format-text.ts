/** The arguments of one console call as texts. https://console.spec.whatwg.org/#formatter */
import { matches, nativeString, replaceIn } from './natives.ts'
import { valueText } from './value-text.ts'

const partsMax = 50

export function formatArguments(args: readonly unknown[]): string[] {
  const parts: string[] = []
  let next = 0
  const [template] = args
  if (typeof template === 'string' && args.length > 1 && matches(/%[sdifoOc%]/, template)) {
    next = 1
    parts[0] = valueText(
      replaceIn(template, /%([sdifoOc%])/g, (found, kind) => {
        if (kind === '%') return '%'
        if (next >= args.length) return found ?? ''
        const value = args[next]
        next += 1
        return directive(kind ?? '', value)
      }),
    )
  }
  for (; next < args.length && parts.length < partsMax; next += 1) parts[parts.length] = valueText(args[next])
  return parts
}

function directive(kind: string, value: unknown): string {
  switch (kind) {
    case 'c':
      return ''
    case 'd':
    case 'i':
      return typeof value === 'number'
        ? nativeString(Math.trunc(value))
        : typeof value === 'object'
          ? 'NaN'
          : valueText(value)
    case 'f':
      return typeof value === 'number' ? nativeString(value) : 'NaN'
    default:
      return valueText(value)
  }
}
