/** What a dynamically linked program needs of the host to start. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Absolute paths of the shared libraries of `program` and of its loader, as the loader itself finds them on this
 * machine and architecture. Rejects when a library is missing.
 */
export async function sharedLibraries(program: string): Promise<string[]> {
  const { stdout } = await run('ldd', [program], { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } })
  return parseLdd(stdout)
}

/**
 * Lines are `name => /path (0x…)`, `/path/of/the/loader (0x…)`, `name => not found`, or a name without any file,
 * which the kernel provides.
 */
export function parseLdd(output: string): string[] {
  const missing = /^\s*(\S+) => not found/m.exec(output)
  if (missing) throw new Error(`The library ${missing[1]} of this Node.js is not installed.`)
  const paths = [...output.matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x[0-9a-f]+\)$/gm)].map(
    ([, path]) => path ?? '',
  )
  return [...new Set(paths)].sort()
}
