/**
 * Folders on disk whose name is a hash of what they were made from. Each is filled once, under another name, and moved
 * into place whole: whoever finds one finds it complete, also when two processes start at once.
 */
import { createHash, randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** The folder `<name>-<hash of fingerprint>` under `root`, made by `fill` when it is not there yet. */
export async function stagePart(
  root: string,
  name: string,
  fingerprint: unknown,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(fingerprint)).digest('hex').slice(0, 16)
  const place = join(root, `${name}-${hash}`)
  if (await exists(place)) return place

  const draft = join(root, `.${name}-${process.pid}-${randomBytes(6).toString('hex')}`)
  await mkdir(draft, { recursive: true })
  try {
    await fill(draft)
    await makeReadable(draft)
    await rename(draft, place)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another process was faster: its folder has the same contents.
    if (await exists(place)) return place
    throw error
  }
  return place
}

/**
 * A folder of ours below which parts stand. As root it must be root's alone: what stands there is what every sandbox
 * executes.
 */
export async function stageRoot(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const status = await lstat(folder)
  const foreign = process.getuid?.() === 0 && (status.uid !== 0 || (status.mode & 0o022) !== 0)
  if (foreign || !status.isDirectory()) {
    throw new Error(`${folder} is not a folder that only root can write to. Remove it and start again.`)
  }
  return folder
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch {
    return false
  }
}

/** Whatever the umask and the sources' modes were, the uid inside must be able to read, and need not write. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    const { mode } = await lstat(path)
    const wanted = entry.isDirectory() || (mode & 0o100) !== 0 ? 0o755 : 0o644
    if ((mode & 0o777) !== wanted && !entry.isSymbolicLink()) await chmod(path, wanted)
  }
}
