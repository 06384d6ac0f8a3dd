/** Hostile inputs 16 to 23 of the design: a program that reaches for the host. */
import { once } from 'node:events'
import { cp, chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bubblewrapIsolation } from '../../server/sandbox/bubblewrap.ts'
import { NothingListensError } from '../../server/sandbox/isolation.ts'
import { refusedCallNumber } from '../../server/sandbox/seccomp.ts'
import { ProgramRun, program, saysResult } from '../contract/isolation-run.ts'
import { isolation, stage, without, withNeighbour } from './sandbox-neighbour.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirelab-host-'))
  await chmod(folder, 0o755)
})
afterAll(() => rm(folder, { recursive: true }))

const resultOf = async (files: Record<string, string>, from = isolation): Promise<unknown> => {
  await using run = await ProgramRun.start(from, files, { processes: 500 })
  return JSON.parse(await run.said('result'))
}

// Hostile input 16.
describe('signals', () => {
  test('reach neither the host nor a neighbour', async () => {
    const { end } = await withNeighbour(() =>
      ProgramRun.start(isolation, {
        'main.js': `for (const pid of [process.ppid, -1, ${process.pid}, ${process.ppid}]) { try { process.kill(pid, 'SIGKILL') } catch {} }`,
      }),
    )
    expect(end).toEqual({ reason: 'exited', exitCode: 0 })
  })

  const look = saysResult(`() => {
    try { process.kill(${process.pid}, 0); return 'reached' } catch (error) { return error.code }
  }`)

  test('find no process of the host', async () => {
    expect(await resultOf(look)).toBe('ESRCH')
  })

  test('would find one without processes of its own', async () => {
    expect(await resultOf(look, without('private-processes'))).not.toBe('ESRCH')
  })
})

// Hostile input 17.
describe('the first process', () => {
  const first = saysResult(`async () => {
    const { readFileSync } = await import('node:fs')
    return { environ: readFileSync('/proc/1/environ', 'latin1'), cmdline: readFileSync('/proc/1/cmdline', 'latin1') }
  }`)

  test('shows nothing of the host', async () => {
    const { environ, cmdline } = (await resultOf(first)) as { environ: string; cmdline: string }
    expect(environ).toBe('')
    for (const path of [stage.insideFolder, stage.modulesFolder, stage.node])
      expect(cmdline).not.toContain(path)
  })

  test('would show the environment if it were given one', async () => {
    process.env['WIRELAB_CANARY'] = 'canary'
    try {
      expect(await resultOf(first, without('empty-environment'))).toMatchObject({
        environ: expect.stringContaining('WIRELAB_CANARY=canary') as string,
      })
    } finally {
      delete process.env['WIRELAB_CANARY']
    }
  })

  test('would show paths of the host if they stood in its arguments', async () => {
    expect(await resultOf(first, without('hidden-arguments'))).toMatchObject({
      cmdline: expect.stringContaining(stage.modulesFolder) as string,
    })
  })
})

// Hostile input 18; descriptors that the server itself inherited are in sandbox-lifetime.test.ts.
describe('what /proc lists', () => {
  test('holds no descriptor of the host, and no memory but the program’s own', async () => {
    const seen = (await resultOf(
      saysResult(`async () => {
        const fs = await import('node:fs')
        const links = [], memories = []
        for (const pid of fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name))) {
          let names = []
          try { names = fs.readdirSync('/proc/' + pid + '/fd') } catch {}
          for (const name of names) { try { links.push(fs.readlinkSync('/proc/' + pid + '/fd/' + name)) } catch {} }
          try { fs.closeSync(fs.openSync('/proc/' + pid + '/mem', 'r+')); memories.push(Number(pid)) } catch {}
        }
        return { links, memories, own: process.pid }
      }`),
    )) as { links: string[]; memories: number[]; own: number }
    const foreign = seen.links.filter(
      (link) => !/^(?:pipe|socket|anon_inode|\/dev\/null|\/proc|\/app|\/memfd)/.test(link),
    )
    expect(foreign).toEqual([])
    // The sandbox's own first process holds nothing but the sandbox.
    expect(seen.memories.filter((pid) => pid > 1)).toEqual([seen.own])
  })
})

// Hostile input 19.
describe('secrets of the host', () => {
  test('are found nowhere', async () => {
    const canary = `canary-${crypto.randomUUID()}`
    await writeFile(join(folder, 'secret.txt'), canary, { mode: 0o644 })
    const files = saysResult(`async () => {
      const fs = await import('node:fs')
      const needle = ['canary', '${canary.slice('canary-'.length)}'].join('-')
      const found = []
      let read = 0
      const walk = (path) => {
        let status
        try { status = fs.lstatSync(path) } catch { return }
        if (status.isDirectory() && !/^\\/(?:app\\/node_modules|sys)$/.test(path)) {
          let names = []
          try { names = fs.readdirSync(path) } catch {}
          for (const name of names) if (!/^\\/proc\\/(?:\\d+|self|thread-self)\\/(?:task|root|cwd|map_files|fd)$/.test(path)) walk((path === '/' ? '' : path) + '/' + name)
        } else if (status.isFile() && status.size < 1e6 && !/\\/(?:kmsg|kcore|mem|pagemap)$/.test(path)) {
          try { read += 1; if (fs.readFileSync(path).includes(needle)) found.push(path) } catch {}
        }
      }
      walk('/')
      return { found, enough: read > 50, file: fs.existsSync('${join(folder, 'secret.txt')}') }
    }`)
    process.env['WIRELAB_CANARY'] = canary
    try {
      expect(await resultOf(files)).toEqual({ found: [], enough: true, file: false })
    } finally {
      delete process.env['WIRELAB_CANARY']
    }
  })
})

// Hostile input 20.
describe('code and libraries', () => {
  const places = [
    '/usr/bin/node',
    '/app/node_modules/express/package.json',
    '/etc/hosts',
    '/usr/lib/wirelab/package.json',
    ...stage.libraries,
  ]
  const write = saysResult(`async () => {
    const { appendFileSync } = await import('node:fs')
    return ${JSON.stringify(places)}.map((place) => { try { appendFileSync(place, 'x'); return 'written' } catch (error) { return error.code } })
  }`)

  test('cannot be written', async () => {
    const codes = (await resultOf(write)) as string[]
    expect(codes).toHaveLength(places.length)
    for (const code of codes) expect(['EROFS', 'ETXTBSY', 'EACCES']).toContain(code)
  })

  /** A stage that the sandbox's user may write: only the mount stands between. */
  async function openStage() {
    const modulesFolder = join(folder, 'modules')
    await cp(stage.modulesFolder, modulesFolder, { recursive: true, verbatimSymlinks: true })
    const paths = await readdir(modulesFolder, { recursive: true })
    await Promise.all(
      [...paths.map((path) => join(modulesFolder, path)), modulesFolder].map((path) => chmod(path, 0o777)),
    )
    return { ...stage, modulesFolder }
  }
  const spoil = saysResult(`async () => {
    const { appendFileSync } = await import('node:fs')
    try { appendFileSync('/app/node_modules/cors/package.json', ' '); return 'written' } catch (error) { return error.code }
  }`)

  test('are kept by the mount alone, whoever owns the files', async () => {
    const open = await openStage()
    expect(await resultOf(spoil, bubblewrapIsolation(open))).toBe('EROFS')
    expect(await resultOf(spoil, bubblewrapIsolation(open, ['read-only-code']))).toBe('written')
  })
})

// Hostile input 21: the host connects through these sockets, and writes nowhere in a sandbox.
describe('the door', () => {
  /** Listens, then puts something else where the host connects. */
  const swap = (action: string) => ({
    'main.js': `const fs = require('fs'), net = require('net')
      require('http').createServer((_, response) => response.end('own')).listen(8080, () => {
        const place = '/ports/8080.sock'
        fs.unlinkSync(place)
        ${action}
        console.log('swap done')
      })
      setInterval(() => {}, 1000)`,
  })

  test('follows no link to a socket of the host', async () => {
    const path = join(folder, 'canary.sock')
    const canary = createServer((socket) => socket.end('host')).listen({
      path,
      readableAll: true,
      writableAll: true,
    })
    await once(canary, 'listening')
    const files = swap(`fs.symlinkSync('${path}', place)`)
    try {
      await using run = await ProgramRun.start(isolation, files)
      await run.said('swap')
      await expect(run.sandbox.connect(8080)).rejects.toThrow(NothingListensError)

      await using open = await ProgramRun.start(without('pinned-door'), files)
      await open.said('swap')
      const socket = await open.sandbox.connect(8080)
      const [said] = (await once(socket, 'data')) as [Buffer]
      expect(said.toString()).toBe('host')
      socket.destroy()
    } finally {
      canary.close()
    }
  })

  test.each([
    ['a file', `fs.writeFileSync(place, '')`],
    ['a folder', `fs.mkdirSync(place)`],
    ['a link to a folder of the host', `fs.symlinkSync('/proc/1/root', place)`],
    ['nothing', ''],
    [
      'a socket that nobody listens on',
      `
      const server = net.createServer().listen(place); server.on('listening', () => { fs.renameSync(place, place + '.kept'); server.close(); fs.renameSync(place + '.kept', place) })`,
    ],
  ])('leads nowhere when %s stands in its place', async (_, action) => {
    await using run = await ProgramRun.start(isolation, swap(action))
    await run.said('swap')
    await expect
      .poll(() =>
        run.sandbox.connect(8080).then(
          (socket) => socket.destroy() && 'connected',
          (error: unknown) => error,
        ),
      )
      .toBeInstanceOf(NothingListensError)
  })

  test('holds while the socket is swapped all the time, which would succeed without the pin', async () => {
    const path = join(folder, 'race.sock')
    let stolen = 0
    const canary = createServer((socket) => {
      stolen += 1
      socket.destroy()
    }).listen({ path, readableAll: true, writableAll: true })
    await once(canary, 'listening')
    const files = {
      'main.js': `const fs = require('fs')
        require('net').createServer((socket) => socket.end('own')).listen(8080, () => {
          fs.renameSync('/ports/8080.sock', '/ports/real')
          console.log('swap begins')
          const swap = () => {
            for (let i = 0; i < 200; i++) {
              fs.linkSync('/ports/real', '/ports/a'); fs.renameSync('/ports/a', '/ports/8080.sock')
              fs.symlinkSync('${path}', '/ports/b'); fs.renameSync('/ports/b', '/ports/8080.sock')
            }
            setImmediate(swap)
          }
          swap()
        })`,
    }
    const attack = async (from = isolation): Promise<{ connected: number }> => {
      await using run = await ProgramRun.start(from, files)
      await run.said('swap')
      let connected = 0
      // Goes on until one got through, which takes its time when the machine is busy.
      for (let attempt = 0; attempt < 2000 || (connected === 0 && attempt < 50_000); attempt++) {
        const socket = await run.sandbox.connect(8080).catch(() => null)
        if (socket) connected += 1
        socket?.on('error', () => {}).destroy()
      }
      return { connected }
    }
    try {
      const { connected } = await attack()
      expect(connected).toBeGreaterThan(0)
      expect(stolen).toBe(0)
      await attack(without('pinned-door'))
      expect(stolen).toBeGreaterThan(0)
    } finally {
      canary.close()
    }
  })
})

// Hostile inputs 22 and 23.
describe('system calls', () => {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64'
  const newUserNamespace = 0x10000000
  const vsock = 40
  const socketCall = architecture === 'x64' ? 41 : 198
  const mmapCall = architecture === 'x64' ? 9 : 222
  /** Readable, writable, MAP_SHARED | MAP_ANONYMOUS. */
  const sharedMemory = [0, 4096, 3, 0x21, -1, 0]
  const attempts: [string, number | null, number[], number][] = [
    ['unshare', refusedCallNumber('unshare', architecture), [newUserNamespace], -1],
    ['mount', refusedCallNumber('mount', architecture), [0, 0, 0, 0, 0], -1],
    ['ptrace', refusedCallNumber('ptrace', architecture), [0, 0, 0, 0], -1],
    ['io_uring_setup', refusedCallNumber('io_uring_setup', architecture), [1, 0], -1],
    ['bpf', refusedCallNumber('bpf', architecture), [0, 0, 0], -1],
    ['keyctl', refusedCallNumber('keyctl', architecture), [0, -3, 0], -1],
    // For its own memory alone (UFFD_USER_MODE_ONLY), which the kernel itself lets anybody ask for.
    ['userfaultfd', refusedCallNumber('userfaultfd', architecture), [1], -1],
    ['clone3', 435, [0, 0], -38],
    ['mmap of shared memory', mmapCall, sharedMemory, -1],
    ['setsockopt(SO_SNDBUF)', architecture === 'x64' ? 54 : 208, [0, 1, 7, 0, 4], -1],
    ['socket(AF_VSOCK)', socketCall, [vsock, 1, 0], -97],
    ['one of the x32 ABI', 0x40000000 + 39, [], -38],
  ]
  const call = (number: number | null, words: number[], way: 'syscall' | 'librarySyscall' = 'syscall') => ({
    'main.cjs': `console.log('result', JSON.stringify(require('./raw-syscall.cjs').${way}(${number}, ...${JSON.stringify(words)})))\nsetInterval(() => {}, 1000)`,
    'raw-syscall.cjs': program('raw-syscall.cjs'),
  })

  test.each(attempts)('%s is refused, from a program of its own too', async (_, number, words, expected) => {
    expect(await resultOf(call(number, words))).toBe(expected)
  })

  test('are refused to a native library too, and would be made without the filter', async () => {
    const trace = call(refusedCallNumber('ptrace', architecture), [0, 0, 0, 0], 'librarySyscall')
    expect(await resultOf(trace)).toBe(-1)
    expect(await resultOf(trace, without('system-call-filter'))).toBe(0)
  })

  test('of a native library are not even tried by the program itself, which loads none', async () => {
    const load = saysResult(`async () => {
      try { process.dlopen({ exports: {} }, '/tmp/any.node'); return 'loaded' } catch (error) { return error.code }
    }`)
    expect(await resultOf(load)).toBe('ERR_DLOPEN_DISABLED')
  })

  test('would be made without the filter', async () => {
    const open = without('system-call-filter')
    expect(await resultOf(call(refusedCallNumber('ptrace', architecture), [0, 0, 0, 0]), open)).toBe(0)
    expect(
      await resultOf(call(refusedCallNumber('memfd_create', architecture), [0x400000, 0]), open),
    ).toBeGreaterThan(0)
    expect(await resultOf(call(mmapCall, sharedMemory), open)).toBeGreaterThan(0)
  })

  test('make no user namespace even without the filter', async () => {
    const unshare = call(refusedCallNumber('unshare', architecture), [newUserNamespace])
    expect(await resultOf(unshare, without('system-call-filter'))).toBeLessThan(0)
    expect(await resultOf(unshare, without('system-call-filter', 'no-user-namespaces'))).toBe(0)
  })
})
