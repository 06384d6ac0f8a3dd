/** Which files belong to the server's program: what its entry imports, directly or through others. */

/** `require('./a')`, `from './a'`, `import './a'`, `import('./a')`: only relative names lead to files of the project. */
const importPattern = /(?:\brequire\s*\(\s*|\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"\n]*)\1/g

const suffixes = ['', '.js', '.ts', '.mjs', '.cjs', '.mts', '.cts', '.json', '/index.js', '/index.ts']

/**
 * The rest are pages' files: served by the program, so writing them is enough and needs no restart. A file that the
 * program only reads while it starts counts as a page's; pressing Run restarts in any case.
 */
export function serverFiles(files: Readonly<Record<string, string>>, entry: string): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const content = files[path]
    if (content === undefined || found.has(path)) continue
    found.add(path)
    for (const match of content.matchAll(importPattern)) {
      const target = resolve(path, match[2] ?? '')
      const existing = suffixes.map((suffix) => target + suffix).find((name) => Object.hasOwn(files, name))
      if (existing !== undefined) waiting.push(existing)
    }
  }
  return found
}

function resolve(from: string, relative: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
