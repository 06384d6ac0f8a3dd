/** The workbench by itself, over the real server and real sandboxes, and a browser: what tests of it share. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestApp } from '../app.ts'
import { buildWorkbenchPage } from '../fixtures/workbench/build.ts'
import { startProduct, type Product } from './site-app.ts'

/** `close` also removes the folder in which the page was built. */
export async function startWorkbench(): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'wirelab-workbench-'))
  await buildWorkbenchPage(folder)
  const product = await startProduct(() => startTestApp({}, folder))
  return {
    ...product,
    close: async () => {
      await product.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
