/** Where the learner's files are: the folder that this process was started in, whatever the isolation. */
import { sep } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Absolute. Taken now: the program may change its working folder. */
export const appFolder = process.cwd()

const pathStart = appFolder + sep
const urlStart = `${pathToFileURL(appFolder).href}/`

/** The path, with forward slashes, of what lies in the learner's folder; null for anything else. */
export function pathInApp(path: string): string | null {
  return path.startsWith(pathStart) ? path.slice(pathStart.length).replaceAll(sep, '/') : null
}

/** Whether the text names something in the learner's folder. */
export function namesApp(text: string): boolean {
  return text.includes(pathStart) || text.includes(urlStart)
}

/** The text with the paths in the learner's folder as the learner knows them. */
export function withoutAppFolder(text: string): string {
  return text.replaceAll(urlStart, '').replaceAll(pathStart, '')
}
