import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '../../protocol/lesson.ts'
import { findIsolation } from '../../server/find-isolation.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import { startTestApp } from '../app.ts'
import { startProduct, type Product } from './site-app.ts'

// The page of a server that has no real sandbox. What the programs run in matters not to it, only what it is told.

let product: Product
beforeAll(async () => {
  product = await startProduct(() =>
    startTestApp({}, undefined, async () => {
      const found = await findIsolation()
      if (!found.ok) return found
      const { isolation } = found
      return {
        ...found,
        isolation: { level: 'permission', start: (limits) => isolation.start(limits) },
      }
    }),
  )
})
afterAll(() => product.close())

test.each<[Language, string]>([
  ['en', '/lessons/server/'],
  ['ru', '/ru/lessons/server/'],
])('says all the time that there is no sandbox, and how to get one, language %s', async (language, path) => {
  const words = workbenchStrings(language)
  const page = await product.open(path)
  const banner = page.getByRole('note').filter({ hasText: words.connection.noSandbox })
  await banner.waitFor()
  await expect.poll(() => banner.textContent()).toContain('wirelab -- doctor')
  expect(await banner.getByRole('button').count()).toBe(0)
  await page.getByText(words.status.isolation.permission, { exact: true }).waitFor()
  await page.getByRole('button', { name: words.toolbar.run, exact: true }).click()
  await page.getByText(words.status.running([8080])).waitFor()
  await expect.poll(() => banner.isVisible()).toBe(true)
  const { violations } = await new AxeBuilder({ page }).include('.wl-connection').analyze()
  expect(violations).toEqual([])
})
