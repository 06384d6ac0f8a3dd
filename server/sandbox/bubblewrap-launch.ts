/** Starts bubblewrap and waits until the process inside is warm. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import type { Duplex, Readable } from 'node:stream'
import type { Limits } from '../limits.ts'
import { childPipe, killGroup } from './child-process.ts'
import { findProgram } from './find-program.ts'
import { inheritedDescriptors } from './inherited-descriptors.ts'
import { SandboxStartError } from './isolation.ts'
import { guardLaunch } from './launch-guard.ts'
import { bubblewrapArguments, descriptor, insideCommand, resourceLimits, type Without } from './recipe.ts'
import { filterBytes } from './seccomp.ts'
import type { Stage } from './stage.ts'

/**
 * Users who own nothing: who serves as root must not run strangers' code as root, not even in a user namespace. Each
 * sandbox has another than its neighbours, for the kernel counts much by user: instances of inotify, what epoll watches,
 * pages of pipes, queued signals. systemd's list of ranges leaves these to nobody (systemd.io/UIDS-GIDS).
 */
const users = { first: 60_600, count: 500 }
let launches = 0

/** Whom a sandbox runs as, here; empty where this process is not root, and can be nobody else. */
interface Identity {
  readonly uid?: number
  readonly gid?: number
}

/**
 * The highest `oom_score_adj` of proc(5), which children inherit: should the host run out of memory, its kernel ends
 * a sandbox, and neither this server nor anything else. Written with CAP_SYS_RESOURCE, no process inside can take it back.
 */
const firstToGo = '1000'

/** The pipes of a sandbox that was just started. */
export interface Launched {
  readonly child: ChildProcess
  readonly identity: Identity
  readonly stdout: Readable
  readonly stderr: Readable
  readonly commands: Duplex
  readonly reports: Duplex
  /** The process id, here, of the sandbox's first process. Rejects when bubblewrap ends before it has one. */
  readonly init: Promise<number>
  /** Kills bubblewrap and what it has started so far, also what it has not told of. */
  abandon(): void
  /** To be called once the sandbox is warm, or over: until then a guard ends it when this process is killed. */
  dismissGuard(): Promise<void>
}

export function launch(stage: Stage, limits: Limits, without: Without): Launched {
  const bubblewrap = findProgram('bwrap')
  if (!bubblewrap) {
    throw new SandboxStartError(
      'bubblewrap-missing',
      'bubblewrap is not installed. Run "apt-get install bubblewrap".',
    )
  }
  const options = bubblewrapArguments(stage, limits, without)
  const filter = without.has('system-call-filter') ? null : filterBytes(filterArchitecture())
  const hidden = !without.has('hidden-arguments')
  const cover = openSync('/dev/null', 'r')
  const identity = nextIdentity(without)
  const child = spawn(
    bubblewrap,
    [
      ...(hidden ? ['--args', String(descriptor.args)] : options),
      '--',
      ...insideCommand(stage, limits, without),
    ],
    {
      stdio: standardStreams(without, cover),
      env: without.has('empty-environment') ? process.env : {},
      cwd: '/',
      // The leader of a group, which can be killed as a whole.
      detached: true,
      ...identity,
    },
  )
  closeSync(cover)
  // Told by the streams that are missing, or by the end; without a listener it would end the server.
  child.on('error', () => {})
  const launched = {
    child,
    identity,
    stdout: childPipe(child, 1),
    stderr: childPipe(child, 2),
    commands: childPipe(child, descriptor.commands),
    reports: childPipe(child, descriptor.reports),
    init: readInit(child),
    abandon: () => killGroup(child),
    dismissGuard:
      child.pid === undefined || without.has('launch-guard') ? async () => {} : guardLaunch(child.pid),
  }
  send(child, descriptor.args, options.map((option) => `${option}\0`).join(''))
  if (filter) send(child, descriptor.filter, filter)
  return launched
}

/** Lays the kernel's limits on the process inside, which must not have run any of the learner's code yet. */
export async function limitResources(launched: Launched, limits: Limits, without: Without): Promise<void> {
  const program = findProgram('prlimit')
  if (!program)
    throw new SandboxStartError('limits', 'prlimit is not installed. Run "apt-get install util-linux".')
  const init = await launched.init
  const main = readFileSync(`/proc/${init}/task/${init}/children`, 'latin1').trim()
  // Without processes of its own (in a test) the first process is the main one.
  const pid = main || String(init)
  if (!without.has('first-to-go')) writeFileSync(`/proc/${pid}/oom_score_adj`, firstToGo)
  const prlimit = spawn(program, ['--pid', pid, ...resourceLimits(limits, without)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {},
    // As the same user the kernel allows it without any capability.
    ...launched.identity,
  })
  let complaint = ''
  prlimit.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const [code] = (await once(prlimit, 'close')) as [number | null]
  if (code !== 0) throw new SandboxStartError('limits', `prlimit failed: ${complaint.trim()}`)
}

/** What stands at each descriptor number of bubblewrap: `cover` is a descriptor of /dev/null. */
function standardStreams(without: Without, cover: number): ('ignore' | 'pipe' | number)[] {
  const streams: ('ignore' | 'pipe' | number)[] = ['ignore', 'pipe', 'pipe']
  for (const number of Object.values(descriptor)) streams[number] = 'pipe'
  if (without.has('system-call-filter')) streams[descriptor.filter] = 'ignore'
  if (without.has('hidden-arguments')) streams[descriptor.args] = 'ignore'
  // Not closed: here they must stay open, their owners are not ours. From 3 on, "ignore" would let them pass.
  for (const number of without.has('covered-descriptors') ? [] : inheritedDescriptors())
    streams[number] ??= cover
  return Array.from(streams, (stream) => stream ?? 'ignore')
}

function nextIdentity(without: Without): Identity {
  if (process.getuid?.() !== 0 || without.has('dropped-user')) return {}
  launches += 1
  const id = users.first + (without.has('own-user') ? 0 : launches % users.count)
  return { uid: id, gid: id }
}

function filterArchitecture(): 'x64' | 'arm64' {
  if (process.arch === 'x64' || process.arch === 'arm64') return process.arch
  throw new SandboxStartError(
    'filter',
    `There is no system call filter for ${process.arch}: x64 and arm64 have one.`,
  )
}

function send(child: ChildProcess, number: number, bytes: string | Buffer): void {
  if (child.stdio[number]) childPipe(child, number).end(bytes)
}

/** bubblewrap writes JSON documents, the first with the process id of the sandbox's first process. */
function readInit(child: ChildProcess): Promise<number> {
  const status = childPipe(child, descriptor.status)
  const init = new Promise<number>((resolve, reject) => {
    let text = ''
    status.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const pid = /"child-pid": (\d+)/.exec(text)?.[1]
      if (pid) resolve(Number(pid))
    })
    const early = (): void => reject(new SandboxStartError('bubblewrap', 'bubblewrap did not start.'))
    child.once('error', early).once('exit', early)
  })
  // Awaited by those who need it; a launch that is given up before is no unhandled rejection.
  init.catch(() => {})
  return init
}
