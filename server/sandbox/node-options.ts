import type { Limits } from '../limits.ts'

/** Options of the Node.js inside. Small heap generations and one helper thread: most servers of lessons idle. */
export function nodeOptions(limits: Limits): string[] {
  return [
    `--max-old-space-size=${limits.heapMiB}`,
    '--max-semi-space-size=1',
    '--v8-pool-size=1',
    '--disable-sigusr1',
  ]
}
