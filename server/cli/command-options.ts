/** The options of one command, read by Node's own parser; every command answers to `--help`. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { UsageError } from './usage-error.ts'

const help = { help: { type: 'boolean', short: 'h' } } as const

/**
 * @param command its name, for the sentence of a mistake
 * @throws UsageError for an option that the command does not have, or one without its value
 */
export function parseOptions<const Options extends ParseArgsOptionsConfig>(
  command: string,
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...options, ...help } })
  } catch (error) {
    // `parseArgs` speaks in codes and several sentences of its own; here it is our one.
    const message = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new UsageError(`${message}. See: wirelab ${command} --help`)
  }
}
