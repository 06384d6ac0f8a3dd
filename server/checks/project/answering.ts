/**
 * Whether the event loop of a downloaded project's program turns. There is no sandbox that could be asked: a few lines that
 * Node loads before the program answer over Node's own channel to a child process.
 */
import type { ChildProcess } from 'node:child_process'
import { EventLoopWatch } from '../../sandbox/event-loop-watch.ts'
import type { SandboxObserver } from '../../sandbox/isolation.ts'

/** While it is watched, and while it does not answer. */
const lookMs = 100
/** After something went to the program it is asked for so long: what that brings about may begin a little later. */
const watchedMs = 1000
/** What the answering code says first. Questions count from 1. */
const readyId = 0
/** Only the program itself answers: what it starts, threads too, loads the same lines and finds this no more. */
const mark = 'WIRELAB_ANSWERS'

const answering = `if (process.env.${mark}) {
  delete process.env.${mark}
  process.on('message', (id) => process.send(id))
  process.channel.unref()
  process.send(${readyId})
}`

/** What Node is started with so that the program answers; its channel is the `ipc` of the child's `stdio`. */
export const answeringStart = {
  arguments: ['--import', `data:text/javascript,${encodeURIComponent(answering)}`],
  environment: { [mark]: '1' },
} as const

export interface AnsweringWatch {
  /** Something is on its way to the program. */
  touch(): void
  stop(): void
}

/** Asks the child whenever something goes to it, and once when it begins. */
export function watchAnswers(child: ChildProcess, tell: SandboxObserver['eventLoop']): AnsweringWatch {
  let timer: NodeJS.Timeout | undefined
  let afterReading: NodeJS.Immediate | undefined
  let isReady = false
  let touchedAt = 0
  const watch = new EventLoopWatch({
    // A child that is gone has no reader, which its end tells.
    ping: (id) => void (child.connected && child.send(id, () => undefined)),
    blocked: (forMs) => tell('blocked', forMs),
    unblocked: (forMs) => tell('unblocked', forMs),
  })
  const look = () => {
    timer = undefined
    if (watch.awaitsAnswer) watch.look({ plannedMs: lookMs, cpuMs: undefined, deaf: false })
    else if (performance.now() - touchedAt < watchedMs) watch.ask()
    if (watch.awaitsAnswer) lookLater()
  }
  const lookLater = () => {
    // What waits to be read comes before the judgement.
    timer = setTimeout(() => (afterReading = setImmediate(look)), lookMs).unref()
  }
  child.on('message', (id) => {
    if (id === readyId && !isReady) {
      isReady = true
      watch.ask()
      lookLater()
    } else if (typeof id === 'number') watch.answered(id, lookMs)
  })
  return {
    touch() {
      touchedAt = performance.now()
      if (isReady && timer === undefined) lookLater()
    },
    stop() {
      clearTimeout(timer)
      clearImmediate(afterReading)
    },
  }
}
