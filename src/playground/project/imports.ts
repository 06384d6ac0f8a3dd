/** What a source names to be loaded, and which of the project's files a relative name leads to. */

/** `require('a')`, `from 'a'`, `import 'a'`, `import('a')`, `new URL('./a', import.meta.url)` of a worker. */
const importPattern =
  /(?:\brequire\s*\(\s*|\bfrom\s*|\bimport\s*\(?\s*|\bnew\s+URL\s*\(\s*|\b(?:fork|Worker)\s*\(\s*)(['"`])([^'"`\n]+)\1/g

/** What may stand after a name in `require`; an `import` has all of it. */
const suffixes = ['', '.js', '.ts', '.mjs', '.cjs', '.mts', '.cts', '.json', '/index.js', '/index.ts']

/** In the order of the text. One in a comment counts too: to start a server once more than needed does no harm. */
export function importsIn(text: string): string[] {
  return Array.from(text.matchAll(importPattern), (match) => match[2] ?? '')
}

export function isRelative(specifier: string): boolean {
  return /^\.{1,2}(?:\/|$)/.test(specifier)
}

/** The file that `specifier` leads to from `from`, if the project has it. */
export function importedFile(
  files: Readonly<Record<string, string>>,
  from: string,
  specifier: string,
): string | undefined {
  const target = resolved(from, specifier)
  return suffixes.map((suffix) => target + suffix).find((name) => Object.hasOwn(files, name))
}

/** The path in the project that a relative name stands for, whether it is there or not. */
export function resolved(from: string, relative: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
