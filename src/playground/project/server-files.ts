/** Which files belong to the server's program: what its entry imports, directly or through others. */
import { importedFile, importsIn, isRelative } from './imports.ts'

/** Read by Node itself: it says what kind of modules the others are. */
const manifest = 'package.json'

/**
 * The rest are pages' files: served by the program, so writing them is enough and needs no restart. A file that the
 * program only reads while it starts counts as a page's: who saves it is told so.
 */
export function serverFiles(files: Readonly<Record<string, string>>, entry: string): ReadonlySet<string> {
  const found = new Set<string>(Object.hasOwn(files, manifest) ? [manifest] : [])
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const content = files[path]
    if (content === undefined || found.has(path)) continue
    found.add(path)
    for (const specifier of importsIn(content).filter(isRelative)) {
      const existing = importedFile(files, path, specifier)
      if (existing !== undefined) waiting.push(existing)
    }
  }
  return found
}
