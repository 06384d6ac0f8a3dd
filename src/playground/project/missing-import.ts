/** Why a name in an `import` or a `require` leads nowhere, if it does. */
import { importedFile, isRelative, resolved } from './imports.ts'
import { nodeModules, packageOf, pageModules } from './provided-modules.ts'
import { serverFiles } from './server-files.ts'

export type MissingImport =
  | { readonly kind: 'server-module'; readonly name: string; readonly available: readonly string[] }
  | { readonly kind: 'page-module'; readonly name: string; readonly available: readonly string[] }
  /** `meant`: the name with the extension that an `import` needs. */
  | {
      readonly kind: 'file'
      readonly name: string
      readonly files: readonly string[]
      readonly meant: string | undefined
    }

export interface ImportContext {
  readonly files: Readonly<Record<string, string>>
  readonly entry: string
  /** What a server may load, by name. */
  readonly modules: readonly string[]
}

/** @param from the file that holds the name */
export function missingImport(
  from: string,
  specifier: string,
  { files, entry, modules }: ImportContext,
): MissingImport | undefined {
  if (isRelative(specifier)) {
    const found = importedFile(files, from, specifier)
    if (found === resolved(from, specifier)) return undefined
    const meant = found?.startsWith(resolved(from, specifier))
      ? specifier + found.slice(resolved(from, specifier).length)
      : undefined
    return { kind: 'file', name: specifier, files: Object.keys(files), meant }
  }
  // Absolute paths, addresses and `#internal` names: what they lead to is not known here.
  if (/^(?:[/#]|https?:|data:|blob:|file:)/.test(specifier)) return undefined
  const name = packageOf(specifier)
  if (!serverFiles(files, entry).has(from)) {
    if (pageModules.includes(name) || isMapped(files, specifier)) return undefined
    return { kind: 'page-module', name, available: pageModules }
  }
  if (specifier.startsWith('node:') || nodeModules.has(name) || modules.includes(name)) return undefined
  return { kind: 'server-module', name, available: modules }
}

/** Whether an import map in one of the pages may give the name a meaning. */
function isMapped(files: Readonly<Record<string, string>>, specifier: string): boolean {
  const [first = ''] = specifier.split('/', 1)
  return Object.values(files).some((text) => /["']importmap["']/.test(text) && text.includes(`"${first}`))
}
