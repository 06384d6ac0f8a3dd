import { relative, sep } from 'node:path'

/** A path as reports tell it: from the working folder, with forward slashes. */
export function relativePath(path: string): string {
  return (relative(process.cwd(), path) || '.').split(sep).join('/')
}
