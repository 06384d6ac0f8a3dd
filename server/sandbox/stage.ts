/**
 * What every sandbox shares, read-only: Node.js, its libraries, the packages a learner may import, the code that runs
 * inside, and an `/etc`. Made once and found again on the next start.
 */
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, cp, link, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { stripTypes } from '../strip-types.ts'
import { SandboxStartError } from './isolation.ts'
import { moduleClosure, type ClosurePackage } from './module-closure.ts'
import { sharedLibraries } from './shared-libraries.ts'
import { stagePart, stageRoot } from './stage-part.ts'

/** What a learner's server may import besides Node's own modules. */
const providedModules = ['cors', 'express', 'socket.io', 'socket.io-client', 'zod'] as const

const projectRoot = join(import.meta.dirname, '..', '..')
/** Folders of the project whose code runs inside; their places relative to each other stay. */
const insideFolders = ['server/sandbox/inside', 'instrument', 'protocol']

/**
 * `files` alone: without this file the C library asks DNS first, which is unreachable. The user's name is there
 * because os.userInfo() throws without it.
 */
const etcFiles = {
  hosts: '127.0.0.1 localhost\n::1 localhost\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
  passwd: 'learner:x:1000:1000::/app:/bin/false\n',
  group: 'learner:x:1000:\n',
}

/** What every level of isolation needs. */
export interface CodeStage {
  /** A folder `node_modules`. */
  readonly modulesFolder: string
  readonly insideFolder: string
  /** What a learner's server may import, with versions. */
  readonly modules: Readonly<Record<string, string>>
  /** The same and `node`. */
  readonly versions: Readonly<Record<string, string>>
}

/** And what a sandbox with a file system of its own needs: folders and files of the host, to be bound read-only. */
export interface Stage extends CodeStage {
  readonly node: string
  readonly libraries: readonly string[]
  readonly etcFolder: string
}

/** Makes what is missing, in a few milliseconds when nothing is. Rejects with {@link SandboxStartError}. */
export function prepareStage(): Promise<Stage> {
  return prepare(async (root) => {
    const [node, code, etcFolder] = await Promise.all([stageNode(root), stageCode(root), stageEtc(root)])
    return { ...node, ...code, etcFolder }
  })
}

/** The same of what every level needs, on any system. */
export function prepareCode(): Promise<CodeStage> {
  return prepare(stageCode)
}

async function prepare<Part>(make: (root: string) => Promise<Part>): Promise<Part> {
  try {
    return await make(await stageRoot(stageFolder()))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new SandboxStartError('stage', `The sandbox's files could not be prepared. ${detail}`, {
      cause: error,
    })
  }
}

async function stageCode(root: string): Promise<CodeStage> {
  const closure = moduleClosure(projectRoot, providedModules)
  const [modulesFolder, insideFolder] = await Promise.all([stageModules(root, closure), stageInside(root)])
  const modules = Object.fromEntries(
    closure.filter(({ place }) => isProvided(place)).map(({ place, version }) => [place, version]),
  )
  return { modulesFolder, insideFolder, modules, versions: { node: process.versions.node, ...modules } }
}

/**
 * As root the sandbox runs under another uid, which may not be able to enter the project's folder (a clone under
 * /root), and which must not be able to write what later sandboxes execute.
 */
function stageFolder(): string {
  return process.getuid?.() === 0
    ? '/var/cache/wirelab'
    : join(projectRoot, 'node_modules', '.cache', 'wirelab')
}

async function stageNode(root: string): Promise<Pick<Stage, 'node' | 'libraries'>> {
  const source = process.execPath
  const { size, mtimeMs, mode } = await stat(source)
  const fingerprint = { version: process.version, arch: process.arch, size, mtimeMs }
  const folder = await stagePart(root, 'node', fingerprint, async (draft) => {
    const target = join(draft, 'node')
    // Linked where that is possible, so that both share their pages in memory.
    const linked = (mode & 0o005) === 0o005 && (await tryLink(source, target))
    if (!linked) await copyFile(source, target, constants.COPYFILE_FICLONE)
    await writeFile(join(draft, 'libraries.json'), JSON.stringify(await sharedLibraries(source)))
  })
  // Written by us just above, in a folder that is ours alone.
  const libraries = JSON.parse(await readFile(join(folder, 'libraries.json'), 'utf8')) as string[]
  return { node: join(folder, 'node'), libraries }
}

async function tryLink(source: string, target: string): Promise<boolean> {
  try {
    await link(source, target)
    return true
  } catch {
    return false
  }
}

/**
 * Where the packages lie, as a program's folder has them: beside each other, out of the program's reach. Only those
 * provided have a link where it looks. On Windows links need a right that few have; there it reaches them all.
 */
const packagesFolder = process.platform === 'win32' ? '' : join('.packages', 'node_modules')

async function stageModules(root: string, closure: readonly ClosurePackage[]): Promise<string> {
  // The folder's name is how packages find each other where it is not mounted under another one.
  const name = 'node_modules'
  const fingerprint = [
    name,
    packagesFolder,
    ...providedModules,
    ...closure.map(({ place, version }) => `${place}@${version}`),
  ]
  const folder = await stagePart(root, 'modules', fingerprint, async (draft) => {
    for (const { place, directory } of closure) {
      // What lies in a package's own node_modules comes as packages of the closure, where they are needed.
      const nested = join(directory, 'node_modules')
      await cp(directory, join(draft, name, packagesFolder, place), {
        recursive: true,
        filter: (source) => source !== nested,
      })
    }
    if (packagesFolder === '') return
    for (const provided of providedModules) {
      await symlink(join(packagesFolder, provided), join(draft, name, provided))
    }
  })
  return join(folder, name)
}

async function stageInside(root: string): Promise<string> {
  const sources = await Promise.all(
    (await insideSources()).map(async (file) => ({
      file,
      text: await readFile(join(projectRoot, file), 'utf8'),
    })),
  )
  const hash = createHash('sha256').update(JSON.stringify(sources)).digest('hex')
  return stagePart(root, 'inside', { node: process.version, hash }, async (draft) => {
    await writeFile(join(draft, 'package.json'), '{"type":"module"}\n')
    for (const { file, text } of sources) {
      const target = join(draft, file.replace(/\.ts$/, '.js'))
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, asJavaScript(text))
    }
  })
}

async function insideSources(): Promise<string[]> {
  const perFolder = await Promise.all(
    insideFolders.map(async (folder) => {
      const entries = await readdir(join(projectRoot, folder), { withFileTypes: true, recursive: true })
      return entries
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)).split(sep).join('/'))
    }),
  )
  return perFolder.flat().sort()
}

/** Without types, and importing the files that result: a loader for TypeScript would cost each sandbox memory. */
function asJavaScript(text: string): string {
  return stripTypes(text).replace(/(\bfrom\s+'\.{1,2}\/[^']+)\.ts'/g, "$1.js'")
}

function stageEtc(root: string): Promise<string> {
  return stagePart(root, 'etc', etcFiles, async (draft) => {
    await Promise.all(
      Object.entries(etcFiles).map(([name, text]) => writeFile(join(draft, basename(name)), text)),
    )
  })
}

function isProvided(place: string): boolean {
  return providedModules.some((name) => name === place)
}
