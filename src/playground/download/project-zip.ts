/** The project as a zip. */
import { strToU8, zipSync } from 'fflate'
import { projectFiles, type DownloadedProgram } from './project-files.ts'

/** All files in one folder, named as the zip is. */
export function projectZip(folder: string, program: DownloadedProgram): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(projectFiles(program)).map(([path, content]) => [path, strToU8(content)])
  return zipSync({ [folder]: Object.fromEntries(entries) })
}
