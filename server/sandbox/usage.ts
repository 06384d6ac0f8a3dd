/** What everything in a sandbox uses, read from outside. */
import { readdirSync, readFileSync, statfsSync } from 'node:fs'
import { writablePlaces } from './recipe.ts'

const pageBytes = readPageSize()

export interface Usage {
  /** Memory that is nobody else's: Node's own code, shared by all sandboxes, is not counted. */
  readonly residentBytes: number
  /** Processes and threads. */
  readonly tasks: number
  /** Processor time since the start, in the kernel's ticks; absent where the system does not tell. */
  readonly cpuTicks?: number
  /** Files in the writable places. */
  readonly inodes: number
  /** A writable place is full. */
  readonly full: boolean
}

/**
 * `init` is the sandbox's first process, through whose eyes its own `/proc` lists every process in it. Null when it is
 * gone, or cannot be read: this process may have no descriptor left. Reads memory of the kernel alone, so it does not wait.
 */
export function readUsage(init: number): Usage | null {
  const root = `/proc/${init}/root`
  const usage = { residentBytes: 0, tasks: 0, cpuTicks: 0, inodes: 0, full: false }
  try {
    for (const name of readdirSync(`${root}/proc`)) {
      if (/^\d+$/.test(name)) addProcess(usage, `${root}/proc/${name}`)
    }
    for (const place of writablePlaces) {
      const { files, ffree, blocks, bfree } = statfsSync(root + place)
      usage.inodes += files - ffree
      if (blocks > 0 && bfree === 0) usage.full = true
    }
  } catch {
    return null
  }
  return usage
}

/** The same of one process, which has no places of its own. Nothing is used by one that is gone. */
export function readProcessUsage(pid: number): Usage | null {
  const usage = { residentBytes: 0, tasks: 0, cpuTicks: 0, inodes: 0, full: false }
  try {
    addProcess(usage, `/proc/${pid}`)
  } catch {
    return null
  }
  return usage
}

/** `/proc` says either of a process that ended: the folder is not there, or nobody is behind its file. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')
}

/** The auxiliary vector holds pairs of 64-bit words, type and value; AT_PAGESZ is 6 (linux/auxvec.h). */
function readPageSize(): number {
  const pageSizeType = 6n
  const usualBytes = 4096
  if (process.platform !== 'linux') return usualBytes
  const vector = readFileSync('/proc/self/auxv')
  for (let at = 0; at + 16 <= vector.length; at += 16) {
    if (vector.readBigUInt64LE(at) === pageSizeType) return Number(vector.readBigUInt64LE(at + 8))
  }
  return usualBytes
}

/** proc(5): `stat` fields 14, 15 (time) and 20 (threads) follow the name in parentheses, which may hold anything. */
function addProcess(usage: { residentBytes: number; tasks: number; cpuTicks: number }, folder: string): void {
  let stat: string
  let memory: string
  try {
    stat = readFileSync(`${folder}/stat`, 'latin1')
    memory = readFileSync(`${folder}/statm`, 'latin1')
  } catch (error) {
    if (isGone(error)) return // It ended meanwhile.
    throw error
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [, resident, shared] = memory.split(' ')
  usage.cpuTicks += Number(fields[11]) + Number(fields[12])
  usage.tasks += Number(fields[17])
  usage.residentBytes += (Number(resident) - Number(shared)) * pageBytes
}
