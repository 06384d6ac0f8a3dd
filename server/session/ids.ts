/** The two ids of a session: the public one names it, the secret one allows control of it. */
import { randomBytes, timingSafeEqual } from 'node:crypto'

const base32 = 'abcdefghijklmnopqrstuvwxyz234567'
const publicIdBytes = 16
const secretBytes = 32

/** 128 random bits in lower-case base 32 without padding: 26 characters, fit for a host name. */
export function createPublicId(): string {
  let bits = 0
  let pending = 0
  let text = ''
  for (const byte of randomBytes(publicIdBytes)) {
    bits = (bits << 8) | byte
    pending += 8
    while (pending >= 5) {
      pending -= 5
      text += base32.charAt((bits >>> pending) & 31)
    }
    bits &= (1 << pending) - 1
  }
  return text + base32.charAt((bits << (5 - pending)) & 31)
}

/** 256 random bits, base64url. */
export function createSecret(): string {
  return randomBytes(secretBytes).toString('base64url')
}

/** Compares in a time that does not depend on where the two differ. */
export function sameSecret(left: string, right: string): boolean {
  const a = Buffer.from(left)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}
