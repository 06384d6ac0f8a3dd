/** What it takes to open a trace file of 100,000 events on the inspector's own page. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { traceVersion } from '../../protocol/trace-constants.ts'
import type { TraceEvent } from '../../protocol/trace.ts'
import { traceToJsonl } from '../../trace/export/jsonl.ts'
import { ladderItemsOf } from '../../trace/ladder-of-events.ts'
import { launchBrowser } from '../browser.ts'
import { floodMessage } from '../fixtures/inspector/flood.ts'
import { InsideStory } from '../fixtures/inspector/inside-story.ts'
import { mainThreadTasks } from './main-thread.ts'
import type { Row } from './statistics.ts'

const events = 100_000
const usPerMessage = 400

/** @param origin of the product */
export async function openedFileRows(origin: string): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wirelab-bench-'))
  const browser = await launchBrowser()
  try {
    const file = join(folder, 'flood.jsonl')
    const { text, rows } = floodFile()
    await writeFile(file, text)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${origin}/inspect/`)
    await page.getByRole('button', { name: 'Choose a file…' }).waitFor()
    const { result, tasks } = await mainThreadTasks(browser, page, async () => {
      const start = performance.now()
      await page.locator('input[type=file]').setInputFiles(file)
      await page.getByRole('treeitem').first().waitFor()
      const firstMs = performance.now() - start
      await page.locator(`[role=treeitem][aria-setsize="${rows}"]`).first().waitFor()
      return { firstMs, allMs: performance.now() - start }
    })
    const what = 'opening a file of 100,000 events'
    const row = { unit: 'ms', samples: 1, target: '' }
    const longest = Math.max(...tasks.all)
    return [
      { ...row, what: `${what}: longest task, processor time`, ours: longest, target: '≤ 100 ms' },
      { ...row, what: `${what}: until its first rows are shown`, ours: result.firstMs },
      { ...row, what: `${what}: until it is read to its end`, ours: result.allMs },
    ]
  } finally {
    await browser.close()
    await rm(folder, { recursive: true })
  }
}

/** The inspector's flood as a file, and how many rows its ladder has. */
function floodFile(): { readonly text: string; readonly rows: number } {
  const story = new InsideStory().run()
  for (const client of ['ann', 'ben', 'cat']) story.connects(client)
  for (let number = 0; story.events.length < events; number += 1) {
    floodMessage(story, number, number * usPerMessage)
  }
  const sealed = story.events.map((draft, place): TraceEvent => ({
    ...draft,
    seq: place + 1,
    at: draft.at ?? 0,
  }))
  const header = {
    format: 'wirelab-trace',
    version: traceVersion,
    startedAt: '2026-01-01T00:00:00.000Z',
  } as const
  return { text: traceToJsonl({ header, events: sealed, dropped: 0 }), rows: ladderItemsOf(sealed).length }
}
