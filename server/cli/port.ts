import { UsageError } from './usage-error.ts'

/** A port number of the command line; 0 stands for any free one. */
export function parsePort(text: string, option: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new UsageError(`--${option} takes a number from 0 to 65535, not "${text}".`)
  return port
}
