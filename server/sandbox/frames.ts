/** The framing of the channel into a sandbox (`protocol/sandbox.ts`). */
const headerBytes = 4

export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message))
  const frame = Buffer.allocUnsafe(headerBytes + body.length)
  frame.writeUInt32LE(body.length)
  body.copy(frame, headerBytes)
  return frame
}

/** Takes bytes as they come and gives the bodies of the frames that they complete. */
export class FrameReader {
  readonly #maxBytes: number
  #chunks: Buffer[] = []
  #buffered = 0
  #needed = headerBytes

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Null when a frame announces more than `maxBytes`: nothing after it can be read. */
  push(chunk: Buffer): Buffer[] | null {
    this.#chunks.push(chunk)
    this.#buffered += chunk.length
    // Joined only when a whole frame is here, so that one that arrives in many pieces is copied once.
    if (this.#buffered < this.#needed) return []
    let bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#buffered)
    const bodies: Buffer[] = []
    this.#needed = headerBytes
    while (bytes.length >= headerBytes) {
      const length = bytes.readUInt32LE()
      if (length > this.#maxBytes) return null
      this.#needed = headerBytes + length
      if (bytes.length < this.#needed) break
      bodies.push(bytes.subarray(headerBytes, this.#needed))
      bytes = bytes.subarray(this.#needed)
      this.#needed = headerBytes
    }
    this.#chunks = bytes.length === 0 ? [] : [bytes]
    this.#buffered = bytes.length
    return bodies
  }
}
