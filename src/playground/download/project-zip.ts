/** The project as a zip, and the browser's way of handing a file over. */
import { strToU8, zipSync } from 'fflate'
import { projectFiles, type DownloadedProgram } from './project-files.ts'

/** All files in one folder, named as the zip is. */
export function projectZip(folder: string, program: DownloadedProgram): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(projectFiles(program)).map(([path, content]) => [path, strToU8(content)])
  return zipSync({ [folder]: Object.fromEntries(entries) })
}

/** For how long the browser may take to begin with the download (ms). */
const readByBrowserMs = 60_000

export function handOver(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), readByBrowserMs)
}
