/**
 * Every limit on what a stranger may use, in one place. Each is told to the user when it is hit: as an
 * {@link EndReason}, a `drop` event or a control error. Deployments override them by configuration.
 */
const MiB = 1_048_576
const minuteMs = 60_000

export interface Limits {
  /** A run ends after this long, however busy it is. */
  readonly wallClockMs: number
  /** A run ends when nothing crossed its gateway and nobody touched its session for this long. */
  readonly idleMs: number
  /** A run whose event loop does not turn for this long is stopped. */
  readonly unresponsiveMs: number
  /** V8's old space. */
  readonly heapMiB: number
  /** RLIMIT_DATA: stops heap, Buffer, SharedArrayBuffer and WebAssembly bombs. */
  readonly dataBytes: number
  /** Real memory of the whole process tree, with what the kernel holds for it where that can be told. */
  readonly residentBytes: number
  /** Processes and threads beyond Node's own. */
  readonly processes: number
  readonly openFiles: number
  /** Of all its processes together. */
  readonly sockets: number
  /** Size of each writable place: the app folder and /tmp. */
  readonly diskBytes: number
  readonly inodes: number
  /** Console and output streams; the rest of that second is dropped and counted. */
  readonly outputBytesPerSecond: number
  /** Trace events of one session; the rest of that second is dropped and counted. */
  readonly eventsPerSecond: number
  /** A WebSocket message or HTTP body larger than this is cut off by the gateway. */
  readonly frameBytes: number
  /** Of one frame, what the trace records; the true size is always kept. */
  readonly recordedFrameBytes: number
  /** Connections through the gateway to one session at once. */
  readonly connections: number
  /** Files of one run, and their total size. */
  readonly files: number
  readonly filesBytes: number
  /** Sessions of this server at once. */
  readonly sessions: number
  /** Starts in one session a minute. */
  readonly startsPerMinute: number
  /** Changes of clients' networks in one session a second. */
  readonly faultsPerSecond: number
  /** Clients of one session whose networks were changed one by one. */
  readonly disturbedClients: number
  /** How long a session outlives its lost control connection. */
  readonly detachedMs: number
}

export const defaultLimits: Limits = {
  wallClockMs: 15 * minuteMs,
  idleMs: 5 * minuteMs,
  unresponsiveMs: 10_000,
  heapMiB: 64,
  dataBytes: 768 * MiB,
  residentBytes: 250 * MiB,
  processes: 32,
  openFiles: 256,
  sockets: 500,
  diskBytes: 16 * MiB,
  inodes: 10_000,
  outputBytesPerSecond: MiB,
  eventsPerSecond: 50_000,
  frameBytes: 8 * MiB,
  recordedFrameBytes: MiB,
  connections: 100,
  files: 100,
  filesBytes: 2 * MiB,
  sessions: 50,
  startsPerMinute: 60,
  faultsPerSecond: 20,
  disturbedClients: 100,
  detachedMs: 15_000,
}
