/** Reads the messages of one direction of a WebSocket, from a copy of its bytes. RFC 6455 and RFC 7692, by `ws`. */
import type { Writable } from 'node:stream'
import * as ws from 'ws'
import type { Direction } from '../../../protocol/trace.ts'
import type { Holder } from '../held-bytes.ts'

interface ReceiverOptions {
  isServer: boolean
  extensions: Record<string, Deflate>
  maxPayload: number
  maxFragments: number
  allowSynchronousEvents: boolean
  skipUTF8Validation: boolean
}

interface ReceiverEvents {
  message: [data: Buffer, isBinary: boolean]
  conclude: [code: number]
  error: [error: Error & { code?: string }]
}

interface Receiver extends Pick<Writable, 'writableLength'> {
  on<Name extends keyof ReceiverEvents>(event: Name, listener: (...args: ReceiverEvents[Name]) => void): this
  write(bytes: Buffer, done: () => void): boolean
}

type Inflated = (error: Error | null, bytes?: Buffer) => void

interface Deflate {
  accept(offers: object[]): void
  cleanup(): void
  decompress(bytes: Buffer, isLast: boolean, done: Inflated): void
}

// ws 8.19 and later export these three; @types/ws does not declare them yet.
const { Receiver, PerMessageDeflate, extension } = ws as unknown as {
  Receiver: new (options: ReceiverOptions) => Receiver
  PerMessageDeflate: {
    new (options: { isServer: boolean; maxPayload: number }): Deflate
    extensionName: string
  }
  extension: { parse(header: string): Record<string, object[] | undefined> }
}

/** Fragments of one message; more is no honest program (the empty ones cost no payload). */
const fragmentsMax = 65_536

/** Compressed bytes that may wait to be read before the connection is slowed down. */
const lagMaxBytes = 1_048_576

const tooLargeCodes = new Set(['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'WS_ERR_TOO_MANY_BUFFERED_PARTS'])

export interface MessageListener {
  message(data: Buffer, form: 'text' | 'binary'): void
  /** A Close frame. */
  concluded(code: number): void
  /** A message, or what all readers of the session hold, is longer than it may be: the connection is to be cut. */
  tooLarge(): void
}

export class MessageReader {
  readonly #receiver: Receiver
  readonly #deflate: Deflate | undefined
  readonly #listener: MessageListener
  readonly #held: Holder
  /** Bytes since the last whole message. */
  #heldBytes = 0
  #unread = 0
  #waiting: (() => void)[] = []
  #state: 'reading' | 'over' = 'reading'

  /**
   * @param direction `up`: what a client sends, masked
   * @param extensions the `Sec-WebSocket-Extensions` header of the server's answer
   */
  constructor(
    direction: Direction,
    extensions: string | undefined,
    maxBytes: number,
    held: Holder,
    listener: MessageListener,
  ) {
    this.#held = held
    this.#listener = listener
    const isServer = direction === 'up'
    this.#deflate = negotiated(extensions, isServer, maxBytes)
    if (this.#deflate) countInflated(this.#deflate, (bytes) => this.#hold(this.#heldBytes + bytes))
    this.#receiver = new Receiver({
      isServer,
      extensions: this.#deflate ? { [PerMessageDeflate.extensionName]: this.#deflate } : {},
      maxPayload: maxBytes,
      maxFragments: fragmentsMax,
      allowSynchronousEvents: true,
      // What is no UTF-8 passes too, and is shown with replacement characters.
      skipUTF8Validation: true,
    })
    this.#receiver.on('message', (data, isBinary) => {
      this.#hold(0)
      listener.message(data, isBinary ? 'binary' : 'text')
    })
    this.#receiver.on('conclude', (code) => {
      this.#giveUp()
      listener.concluded(code)
    })
    this.#receiver.on('error', (error) => {
      // What cannot be read is still passed on: both ends have their own opinion of it.
      this.#giveUp()
      if (tooLargeCodes.has(error.code ?? '')) listener.tooLarge()
    })
  }

  /**
   * @param bytes changed in place: a copy of what passed
   * @param read called once everything up to here is read, at once or later; always called
   * @returns false when the reader lags behind: wait for {@link whenIdle}
   */
  write(bytes: Buffer, read: () => void): boolean {
    if (this.#state === 'over') {
      read()
      return true
    }
    this.#unread += 1
    this.#hold(this.#heldBytes + bytes.length)
    // The callback also comes, with an error, for what a broken stream gives up.
    this.#receiver.write(bytes, () => {
      this.#unread -= 1
      read()
      if (this.#unread === 0) for (const listener of this.#waiting.splice(0)) listener()
    })
    return this.#receiver.writableLength <= lagMaxBytes
  }

  /** What still comes is not read. */
  #giveUp(): void {
    this.#state = 'over'
    this.#hold(0)
  }

  #hold(bytes: number): void {
    this.#heldBytes = bytes
    if (!this.#held.set(bytes) && bytes > 0) this.#listener.tooLarge()
  }

  /** Calls back when everything that was written is read. */
  whenIdle(listener: () => void): void {
    if (this.#unread === 0) listener()
    else this.#waiting.push(listener)
  }

  /** Frees the decompressor. Nothing more may be written. */
  close(): void {
    this.#giveUp()
    this.whenIdle(() => this.#deflate?.cleanup())
  }
}

/** A fragment is held as what it has grown to, which can be a thousand times of what came. */
function countInflated(deflate: Deflate, grown: (bytes: number) => void): void {
  const decompress = deflate.decompress.bind(deflate)
  deflate.decompress = (bytes, isLast, done) =>
    decompress(bytes, isLast, (error, inflated) => {
      if (inflated) grown(inflated.length)
      done(error, inflated)
    })
}

function negotiated(header: string | undefined, isServer: boolean, maxPayload: number): Deflate | undefined {
  if (!header) return undefined
  try {
    const accepted = extension.parse(header)[PerMessageDeflate.extensionName]
    if (!accepted) return undefined
    const deflate = new PerMessageDeflate({ isServer, maxPayload })
    deflate.accept(accepted.slice(0, 1))
    return deflate
  } catch {
    // A header that ws does not understand: its messages will not be readable, but they pass.
    return undefined
  }
}
