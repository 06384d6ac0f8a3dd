/** What a lesson page loads before anybody touches the editor. */
import { gzipSync } from 'node:zlib'
import { launchBrowser } from '../browser.ts'

/** Script of the first load of `path`, in kB of gzip, and the seconds after which the first view was painted. */
export async function firstLoadScriptKB(origin: string, path: string): Promise<number> {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const bodies: Promise<Buffer>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script' && response.url().startsWith(origin))
        bodies.push(response.body())
    })
    // Until the page has rendered; what loads because the editor comes near is the editor's own weight.
    await page.route(/monaco|editor|worker/i, (route) => route.abort())
    await page.goto(origin + path, { waitUntil: 'load' })
    const loaded = await Promise.all(bodies)
    return loaded.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000
  } finally {
    await browser.close()
  }
}
