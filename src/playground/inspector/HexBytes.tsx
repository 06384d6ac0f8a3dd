/** Bytes as hexadecimal numbers, and as letters where they are letters. */
import { attachmentSize, attachmentText, firstBytes } from '../../../trace/attachment-bytes.ts'
import type { PacketRow } from '../../../trace/packet-row.ts'
import { formatBytes } from '../../../trace/quantity.ts'
import { useInspector } from './context.ts'

const shownBytes = 256
const bytesPerLine = 8

/** Of an attachment, or of a message of a plain WebSocket. */
export function HexBytes({ row: { frame, attachmentOf } }: { readonly row: PacketRow }) {
  const { strings, language } = useInspector()
  const bytes = firstBytes(attachmentText(frame, attachmentOf), shownBytes)
  const size = attachmentSize(frame, attachmentOf)
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
