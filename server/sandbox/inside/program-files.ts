/** Puts the learner's files into the folder that the program runs in. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Files } from '../../../protocol/sandbox.ts'
import { clock, sendReport } from './channel.ts'

/** Paths were checked by the host; a file that cannot be written (a full disk, a folder of that name) is told. */
export function writeFiles(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      sendReport({
        type: 'console',
        level: 'error',
        parts: [`${name} was not written: ${reason}`],
        clock: clock(),
      })
    }
  }
}
