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

/** @param version the request's `EIO` parameter */
export function splitPayload(body: Buffer, version: string): PolledPacket[] {
  if (body.length === 0) return []
  if (version !== '3') return splitByte(body, separator).map((bytes) => ({ bytes, form: 'text' }))
  return (body[0] ?? 2) <= 1 ? splitBinary(body) : splitCounted(body)
}

function splitByte(body: Buffer, byte: number): Buffer[] {
  const parts: Buffer[] = []
  let start = 0
  for (let end = body.indexOf(byte); end >= 0; end = body.indexOf(byte, start)) {
    parts.push(body.subarray(start, end))
    start = end + 1
  }
  parts.push(body.subarray(start))
  return parts
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
