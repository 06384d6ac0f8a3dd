/** The workbench by itself, over the real server and real sandboxes, and a browser: what tests of it share. */
import { startTestApp } from '../app.ts'
import { workbenchPage } from '../fixtures/workbench/build.ts'
import { startProduct, type Product } from './site-app.ts'

export function startWorkbench(): Promise<Product> {
  return startProduct(async () => startTestApp({}, await workbenchPage()))
}
