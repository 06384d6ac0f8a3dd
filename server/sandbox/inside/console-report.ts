/** console.log and its kin report to the host, one text an argument, with the place of the call. */
import { format, inspect } from 'node:util'
import type { ConsoleLevel } from '../../../protocol/trace.ts'
import { callerLocation } from './call-site.ts'
import { clock, sendReport } from './channel.ts'

/** What one call may report, so that it stays far below the channel's limit whatever the text escapes to. */
const callCharacters = 131_072
const partCharacters = 65_000
const partCount = 50
const indentStep = 2

/** Replaces the methods of `console`; those not named here (table, count, trace…) end in one of these. */
export function reportConsole(): void {
  let indent = ''
  const write = (level: ConsoleLevel, args: unknown[]): void => {
    sendReport({
      type: 'console',
      level,
      parts: formatParts(args, indent),
      clock: clock(),
      ...callerLocation(),
    })
  }
  const openGroup = (...args: unknown[]): void => {
    if (args.length > 0) write('log', args)
    indent += ' '.repeat(indentStep)
  }

  Object.assign(console, {
    debug: (...args: unknown[]) => write('debug', args),
    log: (...args: unknown[]) => write('log', args),
    info: (...args: unknown[]) => write('info', args),
    warn: (...args: unknown[]) => write('warn', args),
    error: (...args: unknown[]) => write('error', args),
    dirxml: (...args: unknown[]) => write('log', args),
    dir: (value: unknown, options?: object) =>
      write('log', [inspect(value, { customInspect: false, ...options })]),
    group: openGroup,
    groupCollapsed: openGroup,
    groupEnd: () => {
      indent = indent.slice(indentStep)
    },
  })
}

function formatParts(args: readonly unknown[], indent: string): string[] {
  const texts = usesPlaceholders(args)
    ? [guarded(() => format(...args))]
    : args.slice(0, partCount).map(asText)
  let left = callCharacters
  const parts = texts.map((text) => {
    const part = cut(text, Math.min(partCharacters, left))
    left = Math.max(0, left - part.length)
    return part
  })
  if (indent === '') return parts
  return [indent + (parts[0] ?? '').replaceAll('\n', `\n${indent}`), ...parts.slice(1)]
}

function usesPlaceholders([first, ...rest]: readonly unknown[]): boolean {
  return rest.length > 0 && typeof first === 'string' && /%[sdifjoOc%]/.test(first)
}

function asText(value: unknown): string {
  return typeof value === 'string'
    ? value
    : guarded(() => inspect(value, { maxStringLength: partCharacters }))
}

/** A learner's own getter or inspect function may throw; that must not make console.log throw. */
function guarded(render: () => string): string {
  try {
    return render()
  } catch {
    return '[could not be shown]'
  }
}

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length - limit} more characters)`
}
