/**
 * The packets of a polling body.
 * Engine.IO v4: packets joined by U+001E. Engine.IO v3: `<characters>:<packet>` each, or, with binary among them,
 * a byte 0 (text) or 1 (binary), the length's decimal digits as bytes 0 to 9, a byte 255, the packet.
 */

export interface PolledPacket {
  readonly bytes: Buffer
  readonly form: 'text' | 'binary'
}

const separator = 0x1e

/** Splits a body as it streams past, and holds no more of it than one packet (one body of version 3). */
export class PayloadSplitter {
  readonly #version: string
  #held: Buffer[] = []
  /** Bytes of the packet that is not complete yet. */
  heldBytes = 0

  /** @param version the request's `EIO` parameter */
  constructor(version: string) {
    this.#version = version
  }

  /** @returns the packets that these bytes complete */
  push(chunk: Buffer): PolledPacket[] {
    const packets: PolledPacket[] = []
    let start = 0
    if (this.#version !== '3') {
      for (let end = chunk.indexOf(separator); end >= 0; end = chunk.indexOf(separator, start)) {
        this.#hold(chunk.subarray(start, end))
        packets.push({ bytes: this.#take(), form: 'text' })
        start = end + 1
      }
    }
    this.#hold(chunk.subarray(start))
    return packets
  }

  /** The body is over. @param isEmpty it had no bytes at all, and so no packet */
  end(isEmpty: boolean): PolledPacket[] {
    if (isEmpty) return []
    const rest = this.#take()
    if (this.#version !== '3') return [{ bytes: rest, form: 'text' }]
    return (rest[0] ?? 2) <= 1 ? splitBinary(rest) : splitCounted(rest)
  }

  #hold(bytes: Buffer): void {
    this.#held.push(bytes)
    this.heldBytes += bytes.length
  }

  #take(): Buffer {
    const [only] = this.#held
    const bytes = this.#held.length === 1 && only ? only : Buffer.concat(this.#held)
    this.#held = []
    this.heldBytes = 0
    return bytes
  }
}

/** What does not fit the format is one packet, as it stands: a reader can still show it. */
function splitCounted(body: Buffer): PolledPacket[] {
  const text = body.toString('utf8')
  const packets: PolledPacket[] = []
  let index = 0
  while (index < text.length) {
    const colon = text.indexOf(':', index)
    const digits = text.slice(index, colon)
    const end = colon + 1 + Number(digits)
    if (colon < 0 || !/^\d{1,9}$/.test(digits) || end > text.length) {
      return [...packets, { bytes: Buffer.from(text.slice(index)), form: 'text' }]
    }
    packets.push({ bytes: Buffer.from(text.slice(colon + 1, end)), form: 'text' })
    index = end
  }
  return packets
}

function splitBinary(body: Buffer): PolledPacket[] {
  const packets: PolledPacket[] = []
  let index = 0
  while (index < body.length) {
    const marker = body.indexOf(0xff, index)
    const digits = [...body.subarray(index + 1, marker)]
    const end = marker + 1 + Number(digits.join(''))
    if (marker < 0 || digits.length > 9 || digits.some((digit) => digit > 9) || end > body.length) {
      return [...packets, { bytes: body.subarray(index), form: 'binary' }]
    }
    packets.push({ bytes: body.subarray(marker + 1, end), form: body[index] === 1 ? 'binary' : 'text' })
    index = end
  }
  return packets
}
