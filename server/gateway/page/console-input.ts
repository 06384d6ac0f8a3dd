/** What the user types into the pane's console: told as it was typed, run, and answered with what it gave. */
import type { ConsoleLevel } from '../../../protocol/trace.ts'
import type { AddressMap } from './address-map.ts'
import { partMax } from './console-reports.ts'
import { createEvaluator } from './evaluation.ts'
import { isKnownSocket } from './found-sockets.ts'
import {
  indexIn,
  nativeApply,
  nativeDescriptor,
  NativePromise,
  nativeSetTimeout,
  nativeThen,
  splitAt,
} from './natives.ts'
import type { ReportQueue } from './report-queue.ts'
import { clipped, errorText, isArray, literalText } from './value-text.ts'

/** A promise that takes longer is shown as pending first. */
const pendingAfterMs = 1000

export interface ConsoleInputOptions {
  readonly queue: ReportQueue
  readonly map: AddressMap
  /** Those that the page made, oldest first. */
  readonly sockets: readonly object[]
  /** Of this script: its own lines are none of the learner's. */
  readonly ownUrl: string
}

/** @returns what takes messages of the site's; the port that they come through belongs to the site alone */
export function createConsoleInput(options: ConsoleInputOptions): (message: unknown) => void {
  const { queue, map, sockets, ownUrl } = options
  const evaluate = createEvaluator(sockets)

  // Not refused when the page prints too much: the user types less than any bound.
  const tell = (typed: 'input' | 'result', level: ConsoleLevel, text: string) =>
    queue.add({ type: 'console', level, parts: [clipped(inward(map, text), partMax)], typed })
  const give = (value: unknown) => tell('result', 'log', resultText(value, sockets))
  const fail = (thrown: unknown) => tell('result', 'error', thrownText(thrown, ownUrl))

  return (message) => {
    if (!isCommand(message)) return
    tell('input', 'log', message.code)
    // It may be long until the code ends, or never.
    queue.flush()
    try {
      const value = evaluate(message.code)
      if (value instanceof NativePromise) follow(value, give, fail, () => tell('result', 'log', pendingText))
      else give(value)
    } catch (error) {
      fail(error)
    }
  }
}

/** In a page that broke what addresses are read with, they stay as they are. */
function inward(map: AddressMap, text: string): string {
  try {
    return map.inward(text)
  } catch {
    return text
  }
}

const pendingText = 'Promise { <pending> }'

function follow(
  promise: Promise<unknown>,
  give: (value: unknown) => void,
  fail: (reason: unknown) => void,
  wait: () => void,
): void {
  let settled = false
  const settle = (then: (value: unknown) => void) => (value: unknown) => {
    settled = true
    then(value)
  }
  void nativeApply(nativeThen, promise, [settle(give), settle(fail)])
  nativeSetTimeout(() => {
    if (!settled) wait()
  }, pendingAfterMs)
}

/** A socket is what most calls of a socket give, and its inner parts are nobody's concern then. */
function resultText(value: unknown, sockets: readonly object[]): string {
  if (isKnownSocket(sockets, value)) return socketText(value)
  if (!isArray(value) || value.length === 0) return literalText(value)
  let text = ''
  for (let index = 0; index < value.length; index += 1) {
    const item: unknown = value[index]
    if (!isKnownSocket(sockets, item)) return literalText(value)
    text += `${index === 0 ? '' : ', '}${socketText(item)}`
  }
  return `[${text}]`
}

function socketText(socket: object): string {
  const own = (name: string) => literalText(nativeDescriptor(socket, name)?.value)
  return `Socket { id: ${own('id')}, connected: ${own('connected')}, nsp: ${own('nsp')} }`
}

/** An error with those lines of its stack that are the page's. */
function thrownText(thrown: unknown, ownUrl: string): string {
  try {
    if (!(thrown instanceof Error)) return literalText(thrown)
    let text = ''
    const lines = splitAt(errorText(thrown), '\n')
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index] ?? ''
      if (isOwnFrame(line, ownUrl)) continue
      text += `${text === '' ? '' : '\n'}${line}`
    }
    return text
  } catch {
    return '[unreadable]'
  }
}

/** Code that was typed has no place in a file, and what runs it is not the learner's. */
function isOwnFrame(line: string, ownUrl: string): boolean {
  return (ownUrl !== '' && indexIn(line, ownUrl) >= 0) || indexIn(line, ' (<anonymous>)') >= 0
}

function isCommand(message: unknown): message is { code: string } {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'evaluate' &&
    'code' in message &&
    typeof message.code === 'string'
  )
}
