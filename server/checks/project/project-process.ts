/** The learner's program in a downloaded project: a child process of its own in the project's folder, without a sandbox. */
import { spawn, type ChildProcess } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import type { EndReason } from '../../../protocol/trace.ts'
import {
  NothingListensError,
  type SandboxEnd,
  type SandboxObserver,
  type SandboxProcess,
} from '../../sandbox/isolation.ts'
import { answeringStart, watchAnswers } from './answering.ts'
import { errorIn } from './program-error.ts'

/** How often a port is tried until something listens. */
const tryMs = 20
/** Of what a program wrote to stderr, what may name the error that ended it. */
const lastWordsMax = 20_000

/**
 * Starts the program. What a sandbox reports from the inside, this one finds out from the outside: that the port
 * accepts connections, what was written, and the error that Node printed.
 * @param start arguments of Node
 * @param port the lesson's: where it is expected to listen
 */
export function startProject(folder: string, start: readonly string[], port: number): SandboxProcess {
  const env = { ...process.env, ...answeringStart.environment, NO_COLOR: '1', FORCE_COLOR: undefined }
  const child = spawn(process.execPath, [...answeringStart.arguments, ...start], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new Error('A child with pipes has these streams.')
  const killOnExit = () => void child.kill('SIGKILL')
  process.once('exit', killOnExit)
  let observer: SandboxObserver | undefined
  let lastWords = ''
  let reason: EndReason | undefined
  const answers = watchAnswers(child, (phase, forMs) => observer?.eventLoop(phase, forMs))
  const streams = { stdout, stderr }
  const hear = (stream: 'stdout' | 'stderr') =>
    streams[stream].setEncoding('utf8').on('data', (text: string) => {
      if (stream === 'stderr') lastWords = (lastWords + text).slice(-lastWordsMax)
      observer?.output(stream, text)
    })
  hear('stdout')
  hear('stderr')
  const ended = new Promise<SandboxEnd>((resolve) => {
    child.once('error', () => resolve({ reason: 'sandbox-lost' }))
    child.once('close', (exitCode, signal) => {
      process.off('exit', killOnExit)
      answers.stop()
      const error = reason === undefined && exitCode !== 0 ? errorIn(lastWords, folder) : undefined
      const clock = String(process.hrtime.bigint())
      if (error !== undefined) observer?.report({ type: 'error', ...error, clock })
      resolve({
        reason: reason ?? (exitCode === 0 ? 'exited' : signal === null ? 'failed' : 'killed'),
        ...(exitCode === null ? {} : { exitCode }),
        ...(signal === null ? {} : { signal }),
      })
    })
  })
  return {
    versions: { node: process.versions.node },
    observe(heard) {
      observer = heard
      void untilListening(port, child).then((listens) => {
        if (listens) heard.report({ type: 'listening', port, clock: String(process.hrtime.bigint()) })
      })
    },
    // The files are in the folder already, and the program runs from its first moment.
    send: () => undefined,
    touch: () => answers.touch(),
    connect: (asked) => connectTo(asked),
    kill(why) {
      reason ??= why
      child.kill('SIGKILL')
      return ended
    },
    ended,
  }
}

/** Whether anything accepts connections on this machine's port. */
export async function isTaken(port: number): Promise<boolean> {
  return connectTo(port).then(
    (socket) => {
      socket.destroy()
      return true
    },
    () => false,
  )
}

async function untilListening(port: number, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await isTaken(port)) return true
    await new Promise((resolve) => setTimeout(resolve, tryMs))
  }
  return false
}

/** By name: a program may listen on one family of addresses only. */
function connectTo(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: 'localhost', port })
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => reject(new NothingListensError(port)))
  })
}
