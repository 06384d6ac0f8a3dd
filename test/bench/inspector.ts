/** What the inspector does to a page: a flood of packets, and travelling through a trace of 100,000 events. */
import type { Page } from 'playwright'
import { launchBrowser } from '../browser.ts'
import { packetsPerMessage } from '../fixtures/inspector/flood.ts'
import { serveInspectorPage } from '../fixtures/inspector/serve.ts'
import { filterRows } from './filter-change.ts'
import { mainThreadTasks } from './main-thread.ts'
import { quantile, type Row } from './statistics.ts'

const packetsPerSecond = 10_000
const floodSeconds = 10
const seeks = 400

interface Answers {
  /** The longest task that the browser tells of (it tells of those over 50 ms), ms. */
  readonly longestTaskMs: number
  /** The longest time in which the page answered nothing, ms. */
  readonly longestWaitMs: number
  /** The most rows of a list that were elements in any frame. */
  readonly rows: number
  /** Of the expression. */
  readonly result: { readonly packets: number }
}

export async function inspectorRows(): Promise<Row[]> {
  const site = await serveInspectorPage()
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 480 } })
    await page.goto(site.url)
    const idle = await watched(page, `new Promise((resolve) => setTimeout(resolve, ${floodSeconds * 1_000}))`)
    const { result: busy, tasks: floodTasks } = await mainThreadTasks(browser, page, () =>
      watched(page, `window.inspector.flood(${packetsPerSecond}, ${floodSeconds})`),
    )
    const caughtUpMs = await untilShown(page, busy.result.packets / packetsPerMessage - 1)
    const { events, dropped, last } = await page.evaluate(() => ({ ...window.inspector.kept }))
    const { result: times, tasks: seekTasks } = await mainThreadTasks(browser, page, () => seekTimes(page))
    await page.getByRole('button', { name: 'Back to live' }).click()
    const filter = await filterRows(browser, page)
    const flood = { samples: 1, target: '' }
    const name = `inspector at ${packetsPerSecond} packets/s for ${floodSeconds} s`
    return [
      {
        ...flood,
        what: `${name}: longest task (an idle page)`,
        ours: busy.longestTaskMs,
        reference: idle.longestTaskMs,
        unit: 'ms',
        target: '≤ 100 ms',
      },
      {
        ...flood,
        what: `${name}: longest time without an answer (an idle page)`,
        ours: busy.longestWaitMs,
        reference: idle.longestWaitMs,
        unit: 'ms',
      },
      {
        ...flood,
        what: `${name}: longest task, processor time`,
        ours: Math.max(...floodTasks.all),
        unit: 'ms',
        target: '≤ 100 ms',
      },
      { ...flood, what: `${name}: until the newest is shown`, ours: caughtUpMs, unit: 'ms' },
      { ...flood, what: `${name}: rows in a frame`, ours: busy.rows, unit: 'rows', target: '≤ 60' },
      { ...flood, what: `${name}: events kept`, ours: events, unit: 'events', target: '≥ 87500' },
      {
        ...flood,
        what: `${name}: events neither kept nor counted as dropped`,
        ours: last - events - dropped,
        unit: 'events',
        target: '0',
      },
      ...[0.5, 0.99].flatMap((share) => {
        const target = share === 0.99 ? '≤ 16 ms' : ''
        const row = { unit: 'ms', samples: times.length, target }
        const what = 'seek in a trace of 100,000 events, the frame that shows it'
        return [
          { ...row, what: `${what}, p${share * 100}`, ours: quantile(times, share) },
          {
            ...row,
            what: `${what}, processor time, p${share * 100}`,
            ours: quantile(seekTasks.frames, share),
          },
        ]
      }),
      ...filter,
    ]
  } finally {
    await browser.close()
    await site.close()
  }
}

/** How well the page answers while an expression of it is pending. */
async function watched(page: Page, expression: string): Promise<Answers> {
  return page.evaluate<Answers>(`(async () => {
    let longestTaskMs = 0
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration)
    })
    observer.observe({ type: 'longtask' })
    let running = true
    let longestWaitMs = 0
    let rows = 0
    const channel = new MessageChannel()
    let asked = performance.now()
    channel.port1.onmessage = () => {
      longestWaitMs = Math.max(longestWaitMs, performance.now() - asked)
      if (!running) return
      setTimeout(() => { asked = performance.now(); channel.port2.postMessage(0) }, 5)
    }
    channel.port2.postMessage(0)
    const frame = () => {
      rows = Math.max(rows, document.querySelectorAll('[role=treeitem]').length)
      if (running) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    const result = await (${expression})
    running = false
    await new Promise((resolve) => setTimeout(resolve, 100))
    observer.disconnect()
    return { longestTaskMs, longestWaitMs, rows, result }
  })()`)
}

/** How long it takes from now until the ladder shows the flood's last message, ms. */
async function untilShown(page: Page, number: number): Promise<number> {
  const start = performance.now()
  await page.getByRole('treeitem', { name: `"number":${number}` }).waitFor()
  return performance.now() - start
}

/**
 * Drags the handle to one place after another: from the beginning of the frame's work until the page's thread is free
 * again, layout and painting included, ms. How long the frame waits for the screen's turn is none of the page's doing.
 */
async function seekTimes(page: Page): Promise<number[]> {
  const track = page.getByRole('slider')
  await track.focus()
  return page.evaluate(async (count) => {
    const slider = document.querySelector('[role=slider]')
    const track = slider?.parentElement
    if (slider === null || track === null || track === undefined) throw new Error('there is no timeline')
    const { left, top, width, height } = track.getBoundingClientRect()
    const fire = (type: string, share: number) =>
      track.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerId: 1,
          button: type === 'pointerdown' ? 0 : -1,
          clientX: left + width * share,
          clientY: top + height / 2,
        }),
      )
    // A made-up pointer cannot be captured.
    track.setPointerCapture = () => undefined
    fire('pointerdown', 0.5)
    const times: number[] = []
    const channel = new MessageChannel()
    channel.port1.start()
    // Places all over the trace, the same in every run.
    let place = 0.5
    for (let index = 0; index < count; index += 1) {
      place = (place + 0.381_966) % 1
      let began = 0
      requestAnimationFrame(() => {
        began = performance.now()
      })
      fire('pointermove', place * 0.999)
      times.push(
        await new Promise<number>((resolve) => {
          requestAnimationFrame(() => {
            channel.port1.addEventListener('message', () => resolve(performance.now() - began), {
              once: true,
            })
            channel.port2.postMessage(0)
          })
        }),
      )
    }
    fire('pointerup', place)
    return times
  }, seeks)
}
