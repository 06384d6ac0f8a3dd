/** What a lesson page loads before its editor. */
import { gzipSync } from 'node:zlib'
import { launchBrowser } from '../browser.ts'

/** The first of the editor's own chunks; what was asked for before it is the page and the workbench. */
const editorChunk = /\/(?:load|mount)-monaco\./

/** Script of the first load of `path` up to the editor, in kB of gzip. */
export async function firstLoadScriptKB(origin: string, path: string): Promise<number> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const before: string[] = []
    let editorAsked = false
    page.on('request', (request) => {
      if (request.resourceType() !== 'script') return
      editorAsked ||= editorChunk.test(request.url())
      if (!editorAsked) before.push(request.url())
    })
    await Promise.all([page.waitForRequest(editorChunk), page.goto(origin + path)])
    const bodies = await Promise.all(before.map(async (url) => (await fetch(url)).arrayBuffer()))
    return bodies.reduce((sum, body) => sum + gzipSync(new Uint8Array(body)).length, 0) / 1000
  } finally {
    await browser.close()
  }
}
