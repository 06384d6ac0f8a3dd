/** Private memory of a process: what it costs beyond what it shares with others. */
import { readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import { descendants } from '../processes.ts'

/** In MiB, from `smaps_rollup` (proc(5)). */
export function privateMiB(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kiB = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
  return (kiB('Private_Clean') + kiB('Private_Dirty')) / 1024
}

/** The Node processes below `pid`: the sandboxes of a product, running and spare. */
export function nodeProcessesBelow(pid: number): number[] {
  return descendants(pid).filter((child) => {
    try {
      return basename(readlinkSync(`/proc/${child}/exe`)) === 'node'
    } catch {
      return false
    }
  })
}
