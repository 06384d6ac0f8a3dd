/**
 * The system call filter of a sandbox, as a classic BPF program for `bwrap --seccomp`.
 *
 * Format (linux/filter.h): instructions of 8 bytes, little-endian: u16 code, u8 jump-if-true, u8 jump-if-false, u32 k.
 * Input (linux/seccomp.h, `struct seccomp_data`): u32 number at 0, u32 architecture at 4, u64 arguments from 16 on.
 * Numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h (arm64).
 */
export type FilterArchitecture = 'x64' | 'arm64'

/** AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64 (linux/audit.h). */
const auditArchitecture = { x64: 0xc000003e, arm64: 0xc00000b7 } as const

/** Names to numbers; null where the architecture has no such call. */
const refusedCalls: Record<string, Record<FilterArchitecture, number | null>> = {
  // Other processes' memory and descriptors.
  ptrace: { x64: 101, arm64: 117 },
  process_vm_readv: { x64: 310, arm64: 270 },
  process_vm_writev: { x64: 311, arm64: 271 },
  process_madvise: { x64: 440, arm64: 440 },
  kcmp: { x64: 312, arm64: 272 },
  pidfd_getfd: { x64: 438, arm64: 438 },
  // Mounts and namespaces.
  mount: { x64: 165, arm64: 40 },
  umount2: { x64: 166, arm64: 39 },
  pivot_root: { x64: 155, arm64: 41 },
  chroot: { x64: 161, arm64: 51 },
  unshare: { x64: 272, arm64: 97 },
  setns: { x64: 308, arm64: 268 },
  open_tree: { x64: 428, arm64: 428 },
  move_mount: { x64: 429, arm64: 429 },
  fsopen: { x64: 430, arm64: 430 },
  fsconfig: { x64: 431, arm64: 431 },
  fsmount: { x64: 432, arm64: 432 },
  fspick: { x64: 433, arm64: 433 },
  mount_setattr: { x64: 442, arm64: 442 },
  name_to_handle_at: { x64: 303, arm64: 264 },
  open_by_handle_at: { x64: 304, arm64: 265 },
  quotactl: { x64: 179, arm64: 60 },
  quotactl_fd: { x64: 443, arm64: 443 },
  fanotify_init: { x64: 300, arm64: 262 },
  // Large surfaces of the kernel that no server of a lesson needs.
  bpf: { x64: 321, arm64: 280 },
  perf_event_open: { x64: 298, arm64: 241 },
  userfaultfd: { x64: 323, arm64: 282 },
  io_uring_setup: { x64: 425, arm64: 425 },
  io_uring_enter: { x64: 426, arm64: 426 },
  io_uring_register: { x64: 427, arm64: 427 },
  // Takes from a number that the whole host shares (fs.aio-max-nr).
  io_setup: { x64: 206, arm64: 0 },
  add_key: { x64: 248, arm64: 217 },
  request_key: { x64: 249, arm64: 218 },
  keyctl: { x64: 250, arm64: 219 },
  vmsplice: { x64: 278, arm64: 75 },
  lookup_dcookie: { x64: 212, arm64: 18 },
  modify_ldt: { x64: 154, arm64: null },
  personality: { x64: 135, arm64: 92 },
  mbind: { x64: 237, arm64: 235 },
  set_mempolicy: { x64: 238, arm64: 237 },
  get_mempolicy: { x64: 239, arm64: 236 },
  migrate_pages: { x64: 256, arm64: 238 },
  move_pages: { x64: 279, arm64: 239 },
  // Memory that no limit of ours counts.
  memfd_create: { x64: 319, arm64: 279 },
  memfd_secret: { x64: 447, arm64: 447 },
  shmget: { x64: 29, arm64: 194 },
  shmat: { x64: 30, arm64: 196 },
  semget: { x64: 64, arm64: 190 },
  msgget: { x64: 68, arm64: 186 },
  mq_open: { x64: 240, arm64: 180 },
  // The machine itself.
  kexec_load: { x64: 246, arm64: 104 },
  kexec_file_load: { x64: 320, arm64: 294 },
  init_module: { x64: 175, arm64: 105 },
  finit_module: { x64: 313, arm64: 273 },
  delete_module: { x64: 176, arm64: 106 },
  reboot: { x64: 169, arm64: 142 },
  swapon: { x64: 167, arm64: 224 },
  swapoff: { x64: 168, arm64: 225 },
  acct: { x64: 163, arm64: 89 },
  settimeofday: { x64: 164, arm64: 170 },
  clock_settime: { x64: 227, arm64: 112 },
  clock_adjtime: { x64: 305, arm64: 266 },
  adjtimex: { x64: 159, arm64: 171 },
  iopl: { x64: 172, arm64: null },
  ioperm: { x64: 173, arm64: null },
  sethostname: { x64: 170, arm64: 161 },
  setdomainname: { x64: 171, arm64: 162 },
  syslog: { x64: 103, arm64: 116 },
  vhangup: { x64: 153, arm64: 58 },
}

const clone = { x64: 56, arm64: 220 } as const
const clone3 = { x64: 435, arm64: 435 } as const
const socket = { x64: 41, arm64: 198 } as const
const ioctl = { x64: 16, arm64: 29 } as const
const mmap = { x64: 9, arm64: 222 } as const
const setsockopt = { x64: 54, arm64: 208 } as const

/** The first number that this table has not judged; later kernels' calls do not exist inside. */
const firstUnknownCall = 463
/** Set in the numbers of the x32 ABI, a second door to the same calls. */
const x32Bit = 0x40000000

/** CLONE_NEWTIME, NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET (linux/sched.h). */
const namespaceFlags = 0x7e020080
/** TIOCSTI and TIOCLINUX type into the terminal that started us (asm-generic/ioctls.h). */
const terminalInjection = [0x5412, 0x541c]
/**
 * MAP_SHARED, also within MAP_SHARED_VALIDATE (asm-generic/mman-common.h). Such memory is no process's own: neither
 * RLIMIT_DATA nor a look at the processes counts it, and it stays when a process gives its pages back.
 */
const sharedMapping = 0x01
/** SOL_SOCKET (asm-generic/socket.h); without these two the kernel's defaults bound what a socket holds. */
const socketLevel = 1
const bufferSizes = { SO_SNDBUF: 7, SO_RCVBUF: 8 } as const

const family = { unix: 1, inet: 2, inet6: 10, netlink: 16 } as const
const netlinkRoute = 0

const errno = { EPERM: 1, ENOSYS: 38, EAFNOSUPPORT: 97 } as const

/** Return values (linux/seccomp.h). */
export const verdict = {
  allow: 0x7fff0000,
  killProcess: 0x80000000,
  refuse: (code: keyof typeof errno): number => 0x00050000 | errno[code],
} as const

const op = { load: 0x20, equal: 0x15, atLeast: 0x35, anyBit: 0x45, return: 0x06 } as const
const field = {
  number: 0,
  architecture: 4,
  argument0: 16,
  argument1: 24,
  argument2: 32,
  argument3: 40,
} as const

export interface Instruction {
  readonly code: number
  readonly jumpTrue: number
  readonly jumpFalse: number
  readonly k: number
}

const load = (offset: number): Instruction => ({ code: op.load, jumpTrue: 0, jumpFalse: 0, k: offset })
const finish = (value: number): Instruction => ({ code: op.return, jumpTrue: 0, jumpFalse: 0, k: value })

/** `body` runs when the test holds, and is jumped over otherwise. */
function when(code: number, k: number, body: readonly Instruction[]): Instruction[] {
  return [{ code, jumpTrue: 0, jumpFalse: body.length, k }, ...body]
}

/** What the accumulator holds is refused where it is one of these. */
function refuseEach(values: readonly number[]): Instruction[] {
  return values.flatMap((value) => when(op.equal, value, [finish(verdict.refuse('EPERM'))]))
}

/** The filter's instructions: everything is allowed but what is named in this file. */
export function filterProgram(architecture: FilterArchitecture): Instruction[] {
  const refused = Object.values(refusedCalls)
    .map((numbers) => numbers[architecture])
    .filter((number) => number !== null)

  return [
    load(field.architecture),
    { code: op.equal, jumpTrue: 1, jumpFalse: 0, k: auditArchitecture[architecture] },
    finish(verdict.killProcess),
    load(field.number),
    // Also covers the x32 ABI, whose numbers all carry `x32Bit`.
    ...when(op.atLeast, Math.min(firstUnknownCall, x32Bit), [finish(verdict.refuse('ENOSYS'))]),
    // Its flags stand behind a pointer, where no filter can read: with ENOSYS, libc falls back to clone.
    ...when(op.equal, clone3[architecture], [finish(verdict.refuse('ENOSYS'))]),
    ...when(op.equal, clone[architecture], [
      load(field.argument0),
      ...when(op.anyBit, namespaceFlags, [finish(verdict.refuse('EPERM'))]),
      finish(verdict.allow),
    ]),
    ...when(op.equal, socket[architecture], [
      load(field.argument0),
      ...when(op.equal, family.unix, [finish(verdict.allow)]),
      ...when(op.equal, family.inet, [finish(verdict.allow)]),
      ...when(op.equal, family.inet6, [finish(verdict.allow)]),
      // Without it os.networkInterfaces() throws.
      ...when(op.equal, family.netlink, [
        load(field.argument2),
        ...when(op.equal, netlinkRoute, [finish(verdict.allow)]),
      ]),
      finish(verdict.refuse('EAFNOSUPPORT')),
    ]),
    ...when(op.equal, ioctl[architecture], [
      load(field.argument1),
      ...refuseEach(terminalInjection),
      finish(verdict.allow),
    ]),
    ...when(op.equal, mmap[architecture], [
      load(field.argument3),
      ...when(op.anyBit, sharedMapping, [finish(verdict.refuse('EPERM'))]),
      finish(verdict.allow),
    ]),
    ...when(op.equal, setsockopt[architecture], [
      load(field.argument1),
      ...when(op.equal, socketLevel, [load(field.argument2), ...refuseEach(Object.values(bufferSizes))]),
      finish(verdict.allow),
    ]),
    ...refuseEach(refused),
    finish(verdict.allow),
  ]
}

/** The filter as the bytes that `bwrap --seccomp` reads. */
export function filterBytes(architecture: FilterArchitecture): Buffer {
  const program = filterProgram(architecture)
  const bytes = Buffer.alloc(program.length * 8)
  for (const [index, { code, jumpTrue, jumpFalse, k }] of program.entries()) {
    bytes.writeUInt16LE(code, index * 8)
    bytes.writeUInt8(jumpTrue, index * 8 + 2)
    bytes.writeUInt8(jumpFalse, index * 8 + 3)
    bytes.writeUInt32LE(k >>> 0, index * 8 + 4)
  }
  return bytes
}

/** The number of a refused call, for tests that try it. */
export function refusedCallNumber(name: string, architecture: FilterArchitecture): number | null {
  return refusedCalls[name]?.[architecture] ?? null
}
