/** What runs on this machine, as /proc tells it. Linux only, like the sandboxes that tests count with it. */
import { readdirSync, readFileSync } from 'node:fs'

/** Ids of all processes below `pid`, itself left out. */
export function descendants(pid: number): number[] {
  const found: number[] = []
  const parents = [pid]
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    for (const child of childrenOf(parent)) {
      found.push(child)
      parents.push(child)
    }
  }
  return found
}

/** Those of `pids` that run; a zombie does not. A reused id of another process counts: tests look within seconds. */
export function alive(pids: readonly number[]): number[] {
  return pids.filter((pid) => {
    try {
      return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    } catch {
      return false
    }
  })
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
  } catch {
    // The process, or one of its threads, ended in between.
    return []
  }
}
