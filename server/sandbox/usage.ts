/** What everything in a sandbox uses, read from outside. */
import { existsSync, readdirSync, readFileSync, statfsSync } from 'node:fs'
import { writablePlaces } from './recipe.ts'

const pageBytes = readPageSize()
const MiB = 1_048_576
/** Below this much in all of the host's TCP, and with so few sockets, nobody holds much: then nothing is added up. */
const restfulTcpBytes = 64 * MiB
const restfulSockets = 16

export interface Usage {
  /**
   * Memory that is nobody else's, with page tables, what was swapped out, and what TCP holds for nobody who reads it.
   * Node's own code, shared by all sandboxes, is not counted.
   */
  readonly residentBytes: number
  /** Processes and threads. */
  readonly tasks: number
  /** Of all processes. */
  readonly sockets: number
  /** Processor time since the start, in the kernel's ticks; absent where the system does not tell. */
  readonly cpuTicks?: number
  /** Files in the writable places. */
  readonly inodes: number
  /** A writable place is full. */
  readonly full: boolean
}

type Sum = { -readonly [Key in keyof Usage]-?: Usage[Key] }

const nothing: Sum = { residentBytes: 0, tasks: 0, sockets: 0, cpuTicks: 0, inodes: 0, full: false }

/**
 * `init` is the sandbox's first process, through whose eyes its own `/proc` lists every process in it. Null when it is
 * gone, or cannot be read: this process may have no descriptor left. Reads memory of the kernel alone, so it does not wait.
 */
export function readUsage(init: number): Usage | null {
  const root = `/proc/${init}/root`
  const usage = { ...nothing }
  try {
    addSockets(usage, `/proc/${init}/net`)
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
  const usage = { ...nothing }
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
function addProcess(usage: Sum, folder: string): void {
  let stat: string
  let status: string
  try {
    stat = readFileSync(`${folder}/stat`, 'latin1')
    status = readFileSync(`${folder}/status`, 'latin1')
  } catch (error) {
    if (isGone(error)) return // It ended meanwhile.
    throw error
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  usage.cpuTicks += Number(fields[11]) + Number(fields[12])
  usage.tasks += Number(fields[17])
  // A name cannot forge a line: the kernel escapes its line breaks. A process that is over has no such lines.
  for (const [, kilobytes] of status.matchAll(/^(?:RssAnon|VmPTE|VmSwap):\s*(\d+) kB$/gm))
    usage.residentBytes += Number(kilobytes) * 1024
}

/**
 * Of one network, as proc_net(5) tells: `sockstat` counts its sockets, and the pages of memory of the TCP of all
 * networks together. Which network holds them only `tcp` says, and that takes milliseconds.
 */
function addSockets(usage: Sum, folder: string): void {
  const counts = readFileSync(`${folder}/sockstat`, 'latin1')
  usage.sockets += Number(/^sockets: used (\d+)/.exec(counts)?.[1] ?? 0)
  const tcpPages = Number(/^TCP:.* mem (\d+)/m.exec(counts)?.[1] ?? 0)
  if (usage.sockets < restfulSockets || tcpPages * pageBytes < restfulTcpBytes) return
  for (const table of ['tcp', 'tcp6']) {
    if (existsSync(`${folder}/${table}`))
      usage.residentBytes += queuedBytes(readFileSync(`${folder}/${table}`, 'latin1'))
  }
}

/** After both addresses and the state stand `tx_queue:rx_queue` in hexadecimal: bytes sent but not received, received but not read. */
function queuedBytes(table: string): number {
  let bytes = 0
  for (const [, sent = '', received = ''] of table.matchAll(/^ *\d+: \S+ \S+ \w+ (\w+):(\w+)/gm))
    bytes += Number.parseInt(sent, 16) + Number.parseInt(received, 16)
  return bytes
}
