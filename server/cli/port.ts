import { portMax } from '../gateway/address.ts'
import { UsageError } from './usage-error.ts'

/** A port number of the command line; 0 stands for any free one. */
export function parsePort(text: string, option: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > portMax)
    throw new UsageError(`--${option} takes a number from 0 to ${portMax}, not "${text}".`)
  return port
}
