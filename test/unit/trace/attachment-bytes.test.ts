import { expect, it } from 'vitest'
import { annotate } from '../../../trace/annotate.ts'
import { attachmentSize, attachmentText, firstBytes } from '../../../trace/attachment-bytes.ts'
import { FrameDecoder } from '../../../trace/decode.ts'
import { binaryFrame, textFrame } from './frames.ts'

const announced = '452-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'
const hello = Buffer.from('hello')
const base64 = hello.toString('base64')

/** What the first bytes and the size of two attachments are, after these frames. */
function attached(welcome: string, first: Uint8Array, second: string) {
  const decoder = new FrameDecoder()
  decoder.next(textFrame(1, welcome, { direction: 'down' }))
  decoder.next(textFrame(2, announced))
  return [binaryFrame(3, first), textFrame(4, second)].map((frame) => {
    const decoded = decoder.next(frame)
    const place = decoded.attachmentOf
    const bytes = firstBytes(attachmentText(frame, place), 100)
    return {
      bytes: bytes && Buffer.from(bytes).toString(),
      size: attachmentSize(frame, place),
      codes: annotate(frame, decoded).map(({ meaning }) => meaning.code),
    }
  })
}

it('are what the sender attached, however they were carried', () => {
  expect(attached('40{"sid":"x"}', hello, `b${base64}`)).toEqual([
    { bytes: 'hello', size: 5, codes: ['attachment'] },
    { bytes: 'hello', size: 5, codes: ['binary-marker', 'attachment'] },
  ])
})

it('begin after the type of the packet in Engine.IO 3, which a client of Socket.IO 2 speaks', () => {
  const typed = Buffer.concat([new Uint8Array([4]), hello])
  expect(attached('40', typed, `b4${base64}`)).toEqual([
    { bytes: 'hello', size: 5, codes: ['attachment'] },
    { bytes: 'hello', size: 5, codes: ['binary-marker', 'engine-type', 'attachment'] },
  ])
})

it('of which the first are asked for are not more', () => {
  const frame = binaryFrame(1, new Uint8Array([1, 2, 3, 4, 5]))
  expect(firstBytes(attachmentText(frame, undefined), 2)).toEqual(new Uint8Array([1, 2]))
})
