/** Tells what the page writes to its console, and writes it there all the same. */
import type { ConsoleLevel } from '../../../protocol/trace.ts'
import type { AddressMap } from './address-map.ts'
import { formatArguments } from './format-text.ts'
import { nativeApply } from './natives.ts'
import type { ReportQueue } from './report-queue.ts'
import type { SourceLocator } from './source-location.ts'
import { clipped } from './value-text.ts'

const levels = {
  debug: 'debug',
  log: 'log',
  info: 'info',
  warn: 'warn',
  error: 'error',
  trace: 'log',
  dir: 'log',
  table: 'log',
  assert: 'error',
} as const satisfies Record<string, ConsoleLevel>

export const partMax = 20_000

export function reportConsole(queue: ReportQueue, locator: SourceLocator, map: AddressMap): void {
  // Code of the page can run while a value is read, and write to the console itself: that must not go round forever.
  let busy = false
  const report = (level: ConsoleLevel, args: readonly unknown[]) => {
    if (busy || queue.refuses()) return
    busy = true
    try {
      const parts = formatArguments(args)
      for (let index = 0; index < parts.length; index += 1) {
        parts[index] = clipped(map.inward(parts[index] ?? ''), partMax)
      }
      queue.add({ type: 'console', level, parts, ...locator.ofCaller() })
    } catch {
      // A page that broke what we build on loses its reports, not its console.
    } finally {
      busy = false
    }
  }
  for (const name of Object.keys(levels) as (keyof typeof levels)[]) {
    const original = console[name] as (...args: unknown[]) => void
    console[name] = (...args: unknown[]) => {
      nativeApply(original, console, args)
      if (name === 'assert') {
        if (!args[0]) report(levels.assert, ['Assertion failed', ...args.slice(1)])
      } else report(levels[name], name === 'dir' || name === 'table' ? args.slice(0, 1) : args)
    }
  }
}
