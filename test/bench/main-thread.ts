/** What a page's main thread does, task by task, in processor time: what other processes take away does not count. */
import type { Browser, Page } from 'playwright'
import * as z from 'zod'

const usPerMs = 1_000
const categories = ['toplevel', 'devtools.timeline', '__metadata']

/** Chromium's trace format: complete events (`X`) with wall and thread times in microseconds, and names of threads (`M`). */
const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number().optional(),
      dur: z.number().optional(),
      tdur: z.number().optional(),
      args: z.looseObject({ name: z.unknown().optional() }).optional(),
    }),
  ),
})

export interface MainThreadTasks {
  /** Each task, ms. */
  readonly all: readonly number[]
  /** Those that draw a frame: its callbacks, rendering, layout and painting. */
  readonly frames: readonly number[]
}

/** Runs `work` and tells what the page's main thread did meanwhile. */
export async function mainThreadTasks<Result>(
  browser: Browser,
  page: Page,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly tasks: MainThreadTasks }> {
  await browser.startTracing(page, { categories })
  const result = await work()
  const { traceEvents } = traceSchema.parse(JSON.parse((await browser.stopTracing()).toString('utf8')))
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const complete = traceEvents
    .filter(({ ph, pid, tid }) => ph === 'X' && mainThreads.has(`${pid} ${tid}`))
    .map(({ name, ts = 0, dur = 0, tdur = 0 }) => ({ name, from: ts, to: ts + dur, ms: tdur / usPerMs }))
    .sort((a, b) => a.from - b.from)
  const tasks = complete.filter(({ name }) => name.endsWith('RunTask'))
  const callbacks = complete.filter(({ name }) => name === 'FireAnimationFrame')
  const frames = tasks.filter(({ from, to }) =>
    callbacks.some((callback) => callback.from >= from && callback.to <= to),
  )
  return { result, tasks: { all: tasks.map(({ ms }) => ms), frames: frames.map(({ ms }) => ms) } }
}
