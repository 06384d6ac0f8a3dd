/**
 * This end of the channel to the host (`protocol/sandbox.ts`): commands on one descriptor, reports on another. Whatever
 * a learner's program may replace later is taken hold of here, before it runs.
 */
import { readSync, writeSync } from 'node:fs'
import { Socket } from 'node:net'
import { instrumentBatchMax } from '../../../protocol/instrument-constants.ts'
import type { InstrumentReport } from '../../../protocol/instrument.ts'
import type { ChannelCommand, ChannelReport } from '../../../protocol/sandbox.ts'

const commandDescriptor = 3
const reportDescriptor = 4
const headerBytes = 4
/** Of one message; a character takes up to three bytes, and the host reads a mebibyte. A single report stays far below. */
const batchCharacters = 200_000

const parse = JSON.parse.bind(JSON)
const stringify = JSON.stringify.bind(JSON)
const monotonicNs = process.hrtime.bigint.bind(process.hrtime)

/** Nanoseconds on the clock that host and sandbox share, as reports carry them. */
export function clock(): string {
  return String(monotonicNs())
}

/**
 * Writes a report and waits until it is on its way, so that the last one of a dying process arrives too. Gives false
 * when the channel is gone (the program may have closed it).
 */
export function sendReport(report: ChannelReport): boolean {
  return sendText(stringify(report))
}

/** Writes reports of the instrumentation, in as many messages as the host's limits ask for. */
export function sendInstrumentReports(reports: readonly InstrumentReport[]): boolean {
  let batch: string[] = []
  let characters = 0
  let told = true
  const flush = (): void => {
    if (batch.length > 0) told = sendText(`{"type":"instrument","reports":[${batch.join(',')}]}`) && told
    batch = []
    characters = 0
  }
  for (const report of reports) {
    const text = stringify(report)
    if (batch.length === instrumentBatchMax || characters + text.length > batchCharacters) flush()
    batch.push(text)
    characters += text.length
  }
  flush()
  return told
}

function sendText(text: string): boolean {
  const body = Buffer.from(text)
  const message = Buffer.allocUnsafe(headerBytes + body.length)
  message.writeUInt32LE(body.length)
  body.copy(message, headerBytes)
  try {
    for (let sent = 0; sent < message.length;) sent += writeSync(reportDescriptor, message, sent)
    return true
  } catch {
    return false
  }
}

/** Blocks until the next command is here; null when the host closed the channel. */
export function readCommand(): ChannelCommand | null {
  const header = readExactly(headerBytes)
  const body = header && readExactly(header.readUInt32LE())
  // Parsed by the host before it was sent, and only the host holds the other end.
  return body && (parse(body.toString('utf8')) as ChannelCommand)
}

function readExactly(length: number): Buffer | null {
  const bytes = Buffer.alloc(length)
  for (let filled = 0; filled < length;) {
    const count = readSync(commandDescriptor, bytes, filled, length - filled, null)
    if (count === 0) return null
    filled += count
  }
  return bytes
}

/**
 * Hears of every further command, without keeping the process alive. Once the host is gone, nobody hears of this process
 * or could end it: it ends itself.
 */
export function onCommand(listener: (command: ChannelCommand) => void): void {
  let pending = Buffer.alloc(0)
  const socket = new Socket({ fd: commandDescriptor, readable: true, writable: false })
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk])
    while (pending.length >= headerBytes) {
      const end = headerBytes + pending.readUInt32LE()
      if (pending.length < end) break
      // The same as above.
      const command = parse(pending.toString('utf8', headerBytes, end)) as ChannelCommand
      pending = pending.subarray(end)
      listener(command)
    }
  })
  socket.on('end', () => process.kill(process.pid, 'SIGKILL'))
  socket.on('error', () => socket.destroy())
  socket.unref()
}
