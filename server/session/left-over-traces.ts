/** Traces of servers that were killed: nobody else removes those of a port that is not used again. */
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

const host = '127.0.0.1'

/**
 * Removes what servers left that live no more, each in a folder named like its port.
 * @param root the folder of these folders
 * @param ownPort whose folder is left alone
 */
export async function removeLeftOverTraces(root: string, ownPort: number): Promise<void> {
  const names = await readdir(root).catch(() => [])
  for (const name of names) {
    if (/^\d{1,5}$/.test(name) && Number(name) !== ownPort) await removeUnlessHeld(root, name)
  }
}

/** The port is held meanwhile: no server begins in the very folder that is being removed. */
async function removeUnlessHeld(root: string, name: string): Promise<void> {
  const hold = createServer()
  try {
    hold.listen({ port: Number(name), host, exclusive: true })
    await once(hold, 'listening')
  } catch {
    return // A server lives there, or the port is not ours to have.
  }
  try {
    await rm(join(root, name), { recursive: true, force: true })
  } finally {
    hold.close()
  }
}
