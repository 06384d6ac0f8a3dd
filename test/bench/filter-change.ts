/** What a change of the filter does to a page whose inspector keeps 100,000 events. */
import type { Browser, Page } from 'playwright'
import { mainThreadTasks } from './main-thread.ts'
import { median, type Row } from './statistics.ts'

/** From what nearly everything passes to what one event passes; of a flood's story. */
const filters = ['client:ann', 'event:chat dir:up', 'size:>30 or room:blue', '-client:cat', '"number":2000']

/** Nothing more comes when nothing has changed for so long. */
const quietMs = 1_000

interface Shown {
  /** From the key until the page shows something of what passes, or that nothing does yet, ms. */
  readonly firstMs: number
  /** Until it shows all that passes, ms. */
  readonly allMs: number
}

export async function filterRows(browser: Browser, page: Page): Promise<Row[]> {
  const shown: Shown[] = []
  const { tasks } = await mainThreadTasks(browser, page, async () => {
    for (const filter of filters) shown.push(await change(page, filter))
    await change(page, '')
  })
  const what = 'change of filter over 100,000 events'
  const row = { unit: 'ms', samples: filters.length, target: '' }
  return [
    {
      ...row,
      what: `${what}: longest task, processor time`,
      ours: Math.max(...tasks.all),
      target: '≤ 100 ms',
    },
    { ...row, what: `${what}: until something is shown`, ours: median(shown.map(({ firstMs }) => firstMs)) },
    { ...row, what: `${what}: until all is shown`, ours: median(shown.map(({ allMs }) => allMs)) },
  ]
}

/** Types a filter at once, and Enter. */
async function change(page: Page, filter: string): Promise<Shown> {
  await page.getByRole('combobox').fill('')
  return page.evaluate(
    ([text, quiet]) => {
      const input = document.querySelector<HTMLInputElement>('[role=combobox]')
      const inspector = input?.closest('section')
      if (input === null || inspector === null || inspector === undefined)
        throw new Error('there is no filter')
      input.value = text
      input.dispatchEvent(new Event('input', { bubbles: true }))
      const start = performance.now()
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      return new Promise<Shown>((resolve) => {
        let first: number | undefined
        let last = start
        let timer: ReturnType<typeof setTimeout>
        const observer = new MutationObserver(() => {
          last = performance.now()
          first ??= last
          clearTimeout(timer)
          timer = setTimeout(done, quiet)
        })
        const done = () => {
          observer.disconnect()
          resolve({ firstMs: (first ?? start) - start, allMs: last - start })
        }
        observer.observe(inspector, { childList: true, characterData: true, subtree: true })
        timer = setTimeout(done, quiet)
      })
    },
    [filter, quietMs] as const,
  )
}
