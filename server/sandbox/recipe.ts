/**
 * How a sandbox is built with bubblewrap, as a list: each entry is a measure that keeps something out, and the
 * arguments that take it. A security test leaves one measure out, and shows that the attack then succeeds.
 */
import type { Limits } from '../limits.ts'
import type { Settings } from './inside/settings.ts'
import { nodeOptions } from './node-options.ts'
import type { Stage } from './stage.ts'

export type Measure =
  | 'private-network'
  | 'private-processes'
  | 'no-user-namespaces'
  | 'system-call-filter'
  | 'read-only-code'
  | 'bounded-storage'
  | 'empty-environment'
  | 'hidden-arguments'
  | 'covered-descriptors'
  | 'dropped-user'
  | 'own-user'
  | 'process-limit'
  | 'memory-limit'
  | 'first-to-go'
  | 'pinned-door'
  | 'launch-guard'

/** The instrumentation keeps nothing out; it is left out to be measured. */
export type Omission = Measure | 'instrument'

export type Without = ReadonlySet<Omission>

interface Step {
  readonly measure?: Measure
  readonly take: readonly string[]
  /** What stands in its place when the measure is left out. */
  readonly otherwise?: readonly string[]
}

/** Descriptors of the process inside: 0 to 2 as everywhere, then ours. */
export const descriptor = { commands: 3, reports: 4, args: 5, filter: 6, status: 7 } as const

/** Node inside, as `process.execPath` shows it. */
export const insideNode = '/usr/bin/node'
const insideCode = '/usr/lib/wirelab'
const insideScripts = `${insideCode}/server/sandbox/inside`

/** The learner's uid and gid inside. */
const insideId = '1000'
const sharedMemoryBytes = 4_194_304
/** Holds sockets alone, which take inodes and no blocks. */
const portsBytes = 65_536

/** Writable places, which the host watches. */
export const writablePlaces = ['/app', '/tmp', '/dev/shm', '/ports'] as const

/** Arguments of bubblewrap, for `--args`. */
export function bubblewrapArguments(stage: Stage, limits: Limits, without: Without): string[] {
  return steps(stage, limits).flatMap(({ measure, take, otherwise = [] }) =>
    measure && without.has(measure) ? otherwise : take,
  )
}

function steps(stage: Stage, limits: Limits): Step[] {
  return [
    { take: ['--unshare-user', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'] },
    { measure: 'private-processes', take: ['--unshare-pid'] },
    { measure: 'private-network', take: ['--unshare-net'] },
    { measure: 'no-user-namespaces', take: ['--disable-userns'] },
    { take: ['--uid', insideId, '--gid', insideId, '--hostname', 'wirelab', '--cap-drop', 'ALL'] },
    // A terminal of the host could be typed into; and nothing outlives the process that started it.
    { take: ['--new-session', '--die-with-parent'] },
    { take: environment() },
    { take: ['--ro-bind', stage.node, insideNode] },
    ...stage.libraries.map((library) => ({ take: ['--ro-bind', library, library] })),
    { take: ['--ro-bind', stage.etcFolder, '/etc'] },
    { take: ['--dev', '/dev'] },
    ...writable(sharedMemoryBytes, '/dev/shm'),
    { take: ['--remount-ro', '/dev'] },
    // A new one needs processes of its own to show.
    { measure: 'private-processes', take: ['--proc', '/proc'], otherwise: ['--bind', '/proc', '/proc'] },
    ...writable(limits.diskBytes, '/tmp'),
    ...writable(limits.diskBytes, '/app'),
    ...writable(portsBytes, '/ports'),
    codeFolder(stage.insideFolder, insideCode),
    codeFolder(stage.modulesFolder, '/app/node_modules'),
    { measure: 'read-only-code', take: ['--remount-ro', '/'] },
    { take: ['--chdir', '/app'] },
    { measure: 'system-call-filter', take: ['--seccomp', String(descriptor.filter)] },
    { take: ['--json-status-fd', String(descriptor.status)] },
  ]
}

function writable(bytes: number, place: string): Step[] {
  return [{ measure: 'bounded-storage', take: ['--size', String(bytes)] }, { take: ['--tmpfs', place] }]
}

function codeFolder(source: string, place: string): Step {
  return {
    measure: 'read-only-code',
    take: ['--ro-bind', source, place],
    otherwise: ['--bind', source, place],
  }
}

/** Bubblewrap itself is started without any environment; this is what the program sees. */
function environment(): string[] {
  const variables = { PATH: '/usr/bin:/bin', HOME: '/app', LANG: 'C.UTF-8', NODE_ENV: 'development' }
  return Object.entries(variables).flatMap(([name, value]) => ['--setenv', name, value])
}

/** Where a program inside imports a file of `inside/` from. */
export function insideCodeUrl(name: string): string {
  return `file://${insideScripts}/${name}.js`
}

/** The command inside. */
export function insideCommand(stage: Stage, limits: Limits, without: Without): string[] {
  const settings: Settings = {
    versions: stage.versions,
    ...(without.has('instrument') ? { unobserved: true } : {}),
  }
  return [
    insideNode,
    ...nodeOptions(limits),
    '--no-addons',
    '--require',
    `${insideScripts}/preload.js`,
    `${insideScripts}/warm.js`,
    JSON.stringify(settings),
  ]
}

/** Node's own processes and threads at their most: two processes, V8's helpers, libuv's pool, the signal watcher. */
export const ownTasks = 14
/** The kernel refuses a little later than the watchdog ends the run, which can say why. */
const taskMargin = 16

/**
 * Arguments of prlimit(1) for the process inside. Set from outside, once it is in its user namespace: the kernel counts
 * the processes of a user in each namespace apart, and here all sandboxes share a user.
 */
export function resourceLimits(limits: Limits, without: Without): string[] {
  return [
    '--core=0',
    `--nofile=${limits.openFiles}`,
    ...(without.has('process-limit') ? [] : [`--nproc=${limits.processes + ownTasks + taskMargin}`]),
    ...(without.has('memory-limit') ? [] : [`--data=${limits.dataBytes}`]),
  ]
}
