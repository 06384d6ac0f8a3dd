/** Which packages a learner's server needs when it may import a given few: their dependencies, resolved as Node does. */
import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

export interface ClosurePackage {
  /** Where the package stands under the root's `node_modules`, with forward slashes (`a/node_modules/b` when nested). */
  readonly place: string
  readonly directory: string
  readonly version: string
}

interface Manifest {
  version: string
  dependencies: readonly string[]
  optional: readonly string[]
}

/**
 * The packages named and all they depend on, each with its version. `root` is the folder that holds `node_modules`.
 * Throws when a package is not installed. Typings are left out: nothing requires them when a program runs.
 */
export async function moduleClosure(root: string, names: readonly string[]): Promise<ClosurePackage[]> {
  const modules = join(root, 'node_modules')
  const found = new Map<string, ClosurePackage>()

  async function visit(name: string, from: string, optional: boolean): Promise<void> {
    if (name.startsWith('@types/')) return
    const resolved = await resolvePackage(name, from, root)
    if (!resolved) {
      if (optional) return
      throw new Error(`The package ${name} is not installed. Run "npm install" in the project folder.`)
    }
    const { directory, manifest } = resolved
    if (found.has(directory)) return
    const place = relative(modules, directory).split(sep).join('/')
    found.set(directory, { place, directory, version: manifest.version })
    await Promise.all([
      ...manifest.dependencies.map((dependency) => visit(dependency, directory, false)),
      ...manifest.optional.map((dependency) => visit(dependency, directory, true)),
    ])
  }

  await Promise.all(names.map((name) => visit(name, root, false)))
  return [...found.values()].sort((a, b) => (a.place < b.place ? -1 : 1))
}

async function resolvePackage(name: string, from: string, root: string) {
  for (let folder = from; ; folder = join(folder, '..')) {
    const directory = join(folder, 'node_modules', name)
    const manifest = await readManifest(directory)
    if (manifest) return { directory, manifest }
    if (folder === root || relative(root, folder).startsWith('..')) return null
  }
}

async function readManifest(directory: string): Promise<Manifest | null> {
  let text: string
  try {
    text = await readFile(join(directory, 'package.json'), 'utf8')
  } catch {
    return null
  }
  const manifest: unknown = JSON.parse(text)
  const names = (key: string): string[] => {
    const value = property(manifest, key)
    return typeof value === 'object' && value !== null ? Object.keys(value) : []
  }
  const version = property(manifest, 'version')
  const optional = names('optionalDependencies')
  return {
    version: typeof version === 'string' ? version : '0.0.0',
    dependencies: names('dependencies').filter((name) => !optional.includes(name)),
    optional,
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
