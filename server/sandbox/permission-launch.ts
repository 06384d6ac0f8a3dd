/** Starts Node.js with its permission model, in a folder of the run's own. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, realpath, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Limits } from '../limits.ts'
import { portMark, type Settings } from './inside/settings.ts'
import { nodeOptions } from './node-options.ts'
import { SandboxStartError } from './isolation.ts'
import type { CodeStage } from './stage.ts'

/** What a program is kept from. A security test leaves one out, and shows that the attack then succeeds. */
export type Restriction =
  | 'file-reading'
  | 'file-writing'
  | 'child-processes'
  | 'worker-threads'
  | 'native-addons'
  | 'replaced-listen'
  | 'empty-environment'
  | 'run-guard'

export interface RunFolder {
  /** Of this user alone. */
  readonly root: string
  readonly app: string
  readonly temporary: string
  /** Where the program listens, with a mark for the port. */
  readonly listenPlace: string
}

/** The length of `sun_path` on macOS and the BSDs (Linux has four more), with its closing NUL: see unix(4). */
const socketPathBytes = 104
const isWindows = process.platform === 'win32'

/** Rejects with {@link SandboxStartError}. */
export async function makeRunFolder(stage: CodeStage): Promise<RunFolder> {
  // The real path, by which Node.js will know the program's files: on macOS the folder is reached through a link.
  // Readable by this user alone from the start.
  const root = await mkdtemp(join(await realpath(tmpdir()), 'wirelab-'))
  const folder: RunFolder = {
    root,
    app: join(root, 'app'),
    temporary: join(root, 'tmp'),
    listenPlace: isWindows
      ? `\\\\.\\pipe\\${basename(root)}-${portMark}`
      : join(root, 'ports', `${portMark}.sock`),
  }
  if (!isWindows && Buffer.byteLength(folder.listenPlace) >= socketPathBytes) {
    throw new SandboxStartError(
      'permission-folder',
      `The path of the folder for temporary files is too long for a socket in it: ${tmpdir()}. Set TMPDIR to a shorter one.`,
    )
  }
  await Promise.all([folder.app, folder.temporary, join(root, 'ports')].map((place) => mkdir(place)))
  // Beside the program's folder and not in it: what lies below that may be written, through links too.
  await symlink(stage.modulesFolder, join(root, 'node_modules'), 'junction')
  return folder
}

/** Standard input is empty; descriptors 3 and 4 are the channel. */
export function launchPermission(
  node: string,
  stage: CodeStage,
  folder: RunFolder,
  limits: Limits,
  without: ReadonlySet<Restriction>,
): ChildProcess {
  const settings: Settings = {
    versions: stage.versions,
    ...(!without.has('replaced-listen') && { listenPlace: folder.listenPlace }),
  }
  const child = spawn(
    node,
    [
      ...permissionOptions(stage, folder, without),
      ...nodeOptions(limits),
      join(stage.insideFolder, 'server', 'sandbox', 'inside', 'warm.js'),
      JSON.stringify(settings),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      env: { ...(without.has('empty-environment') && process.env), ...environment(folder) },
      cwd: folder.app,
      // The leader of a group, which can be killed as a whole. On Windows it would get a window instead.
      detached: !isWindows,
      windowsHide: true,
    },
  )
  // Told by the streams that are missing, or by the end; without a listener it would end the server.
  child.on('error', () => {})
  return child
}

function permissionOptions(stage: CodeStage, folder: RunFolder, without: ReadonlySet<Restriction>): string[] {
  const readable = without.has('file-reading')
    ? ['*']
    : [folder.root, stage.modulesFolder, stage.insideFolder]
  const writable = without.has('file-writing') ? ['*'] : [folder.app, folder.temporary]
  return [
    '--permission',
    ...readable.map((place) => `--allow-fs-read=${place}`),
    ...writable.map((place) => `--allow-fs-write=${place}`),
    ...(without.has('child-processes') ? ['--allow-child-process'] : []),
    ...(without.has('worker-threads') ? ['--allow-worker'] : []),
    ...(without.has('native-addons') ? ['--allow-addons'] : []),
    // From Node.js 25 on the network is a permission too, and a server's own socket falls under it.
    ...(process.allowedNodeEnvironmentFlags.has('--allow-net') ? ['--allow-net'] : []),
  ]
}

function environment({ app, temporary }: RunFolder): Record<string, string> {
  const variables = { HOME: app, PWD: app, LANG: 'C.UTF-8', NODE_ENV: 'development' }
  if (!isWindows) return { ...variables, PATH: '/usr/bin:/bin', TMPDIR: temporary }
  // Without SystemRoot, Windows finds no library for sockets and random numbers.
  const SystemRoot = process.env['SystemRoot'] ?? String.raw`C:\Windows`
  return { ...variables, USERPROFILE: app, TEMP: temporary, TMP: temporary, SystemRoot }
}
