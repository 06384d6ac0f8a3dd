import { describe, expect, test } from 'vitest'
import {
  filterBytes,
  filterProgram,
  verdict,
  type FilterArchitecture,
} from '../../../server/sandbox/seccomp.ts'

/** What the kernel hands to a filter: `struct seccomp_data`, with a program's place left at zero. */
interface Call {
  number: number
  arguments?: number[]
  auditArchitecture?: number
}

const audit = { x64: 0xc000003e, arm64: 0xc00000b7 } as const

/** The instructions of classic BPF that a filter may use, as the kernel runs them. */
function judge(program: Buffer, architecture: FilterArchitecture, call: Call): number {
  const data = Buffer.alloc(64)
  data.writeUInt32LE(call.number >>> 0, 0)
  data.writeUInt32LE(call.auditArchitecture ?? audit[architecture], 4)
  for (const [index, value] of (call.arguments ?? []).entries())
    data.writeBigUInt64LE(BigInt(value), 16 + index * 8)

  let accumulator = 0
  for (let at = 0; ; at += 8) {
    const code = program.readUInt16LE(at)
    const k = program.readUInt32LE(at + 4)
    const branch = (taken: boolean): void => {
      at += 8 * program.readUInt8(at + (taken ? 2 : 3))
    }
    if (code === 0x06) return k
    if (code === 0x20) accumulator = data.readUInt32LE(k)
    else if (code === 0x15) branch(accumulator === k)
    else if (code === 0x35) branch(accumulator >= k)
    else if (code === 0x45) branch((accumulator & k) !== 0)
    else throw new Error(`Unknown instruction ${code} at ${at / 8}`)
  }
}

const numbers = {
  x64: {
    read: 0,
    execve: 59,
    kill: 62,
    clone: 56,
    clone3: 435,
    socket: 41,
    ioctl: 16,
    mmap: 9,
    setsockopt: 54,
    ptrace: 101,
    unshare: 272,
    mount: 165,
    io_uring_setup: 425,
    bpf: 321,
    keyctl: 250,
    memfd_create: 319,
    futex: 202,
  },
  arm64: {
    read: 63,
    execve: 221,
    kill: 129,
    clone: 220,
    clone3: 435,
    socket: 198,
    ioctl: 29,
    mmap: 222,
    setsockopt: 208,
    ptrace: 117,
    unshare: 97,
    mount: 40,
    io_uring_setup: 425,
    bpf: 280,
    keyctl: 219,
    memfd_create: 279,
    futex: 98,
  },
} as const

describe.each(['x64', 'arm64'] as const)('the system call filter on %s', (architecture) => {
  const program = filterBytes(architecture)
  const call = numbers[architecture]
  const verdictOf = (request: Call): number => judge(program, architecture, request)

  test.each(['read', 'execve', 'kill', 'futex'] as const)('lets %s pass', (name) => {
    expect(verdictOf({ number: call[name] })).toBe(verdict.allow)
  })

  test.each(['ptrace', 'unshare', 'mount', 'io_uring_setup', 'bpf', 'keyctl', 'memfd_create'] as const)(
    'refuses %s',
    (name) => {
      expect(verdictOf({ number: call[name] })).toBe(verdict.refuse('EPERM'))
    },
  )

  test('tells of clone3, and of calls that it does not know, that they do not exist', () => {
    for (const number of [call.clone3, 463, 500, 0xffffffff]) {
      expect(verdictOf({ number })).toBe(verdict.refuse('ENOSYS'))
    }
  })

  test('lets clone make processes and threads, and no namespace', () => {
    const fork = 0x01200011
    const thread = 0x003d0f00
    expect(verdictOf({ number: call.clone, arguments: [fork] })).toBe(verdict.allow)
    expect(verdictOf({ number: call.clone, arguments: [thread] })).toBe(verdict.allow)
    for (const namespace of [
      0x80, 0x20000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
    ]) {
      expect(verdictOf({ number: call.clone, arguments: [fork | namespace] })).toBe(verdict.refuse('EPERM'))
    }
  })

  test('lets only known families of sockets be made', () => {
    const socket = (family: number, protocol = 0): number =>
      verdictOf({ number: call.socket, arguments: [family, 1, protocol] })
    expect([1, 2, 10].map((family) => socket(family))).toEqual([verdict.allow, verdict.allow, verdict.allow])
    expect(socket(16, 0)).toBe(verdict.allow)
    for (const family of [0, 3, 17, 29, 38, 40, 44])
      expect(socket(family)).toBe(verdict.refuse('EAFNOSUPPORT'))
    expect(socket(16, 12)).toBe(verdict.refuse('EAFNOSUPPORT'))
  })

  test('lets nobody type into a terminal', () => {
    const ioctl = (request: number): number => verdictOf({ number: call.ioctl, arguments: [0, request] })
    expect(ioctl(0x5412)).toBe(verdict.refuse('EPERM'))
    expect(ioctl(0x541c)).toBe(verdict.refuse('EPERM'))
    expect(ioctl(0x5413)).toBe(verdict.allow)
  })

  test('lets memory be mapped, but none that is shared', () => {
    const mmap = (flags: number): number =>
      verdictOf({ number: call.mmap, arguments: [0, 4096, 3, flags, 0xffffffff, 0] })
    expect([0x02, 0x22, 0x4022].map(mmap)).toEqual([verdict.allow, verdict.allow, verdict.allow])
    for (const shared of [0x01, 0x03, 0x21, 0x8021]) expect(mmap(shared)).toBe(verdict.refuse('EPERM'))
  })

  test('lets no buffer of a socket be made larger, and other options be set', () => {
    const set = (level: number, name: number): number =>
      verdictOf({ number: call.setsockopt, arguments: [5, level, name] })
    const [socketLevel, tcpLevel] = [1, 6]
    for (const name of [7, 8]) expect(set(socketLevel, name)).toBe(verdict.refuse('EPERM'))
    for (const name of [2, 9, 15]) expect(set(socketLevel, name)).toBe(verdict.allow)
    for (const name of [1, 7, 8]) expect(set(tcpLevel, name)).toBe(verdict.allow)
  })

  test('kills a process that speaks for another architecture', () => {
    const other = audit[architecture === 'x64' ? 'arm64' : 'x64']
    expect(verdictOf({ number: call.read, auditArchitecture: other })).toBe(verdict.killProcess)
  })

  test('stays within what the kernel takes, and every jump within the program', () => {
    const instructions = filterProgram(architecture)
    expect(instructions.length).toBeLessThanOrEqual(4096)
    for (const [index, { jumpTrue, jumpFalse }] of instructions.entries()) {
      expect(index + 1 + Math.max(jumpTrue, jumpFalse)).toBeLessThanOrEqual(instructions.length)
      expect(Math.max(jumpTrue, jumpFalse)).toBeLessThanOrEqual(255)
    }
  })
})

test('on x64 the calls of the x32 ABI do not exist', () => {
  const program = filterBytes('x64')
  for (const number of [0, 59, 101]) {
    expect(judge(program, 'x64', { number: 0x40000000 | number })).toBe(verdict.refuse('ENOSYS'))
  }
})
