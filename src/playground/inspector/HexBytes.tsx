/** Bytes as hexadecimal numbers, and as letters where they are letters. */
import { formatBytes } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'

const shownBytes = 256
const bytesPerLine = 8
/** Four characters of base64 are three bytes. */
const shownBase64 = Math.ceil(shownBytes / 3) * 4

export function HexBytes({ base64, size }: { readonly base64: string; readonly size: number }) {
  const { strings, language } = useInspector()
  const bytes = bytesOf(base64)
  return (
    <>
      <pre class="wli-hex">{bytes === undefined ? strings.meanings.unknown : linesOf(bytes)}</pre>
      {bytes !== undefined && bytes.length < size && (
        <p class="wli-soft">
          {strings.detail.bytesCut(formatBytes(bytes.length, language), formatBytes(size, language))}
        </p>
      )}
    </>
  )
}

function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64.slice(0, shownBase64)), (letter) => letter.charCodeAt(0)).slice(
      0,
      shownBytes,
    )
  } catch {
    return undefined
  }
}

function linesOf(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let start = 0; start < bytes.length; start += bytesPerLine) {
    const line = Array.from(bytes.subarray(start, start + bytesPerLine))
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const letters = line
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·'))
      .join('')
    lines.push(`${start.toString(16).padStart(4, '0')}  ${hex.padEnd(bytesPerLine * 3)} ${letters}`)
  }
  return lines.join('\n')
}
