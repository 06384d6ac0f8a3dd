import { expect, it } from 'vitest'
import type { TraceEventOf } from '../../../protocol/trace.ts'
import { decodeAlone } from '../../../trace/decode.ts'
import { payloadPreview } from '../../../trace/preview.ts'

function preview(data: string, maxLength?: number): string {
  const frame: TraceEventOf<'frame'> = {
    seq: 1,
    at: 0,
    kind: 'frame',
    origin: 'gateway',
    link: 'link',
    client: 'ann',
    direction: 'up',
    transport: 'websocket',
    form: 'text',
    size: data.length,
    data,
  }
  return payloadPreview(frame, decodeAlone(frame), maxLength)
}

const mark = (index: number) => `{"_placeholder":true,"num":${index}}`

it('names attachments as their own rows are named', () => {
  expect(preview(`452-["image",{"a":${mark(0)},"b":${mark(1)}}]`)).toBe('{"a":#1,"b":#2}')
})

it('leaves what only looks like one where it is text, or in a packet without attachments', () => {
  const text = JSON.stringify(mark(0))
  expect(preview(`451-["image",${text},${mark(0)}]`)).toBe(`${text},#1`)
  expect(preview(`42["image",${mark(0)}]`)).toBe(mark(0))
})

it('says that it was cut, however much the marks shrink', () => {
  const marks = Array.from({ length: 1_000 }, (_, index) => mark(index)).join(',')
  const short = preview(`451000-["image",${marks}]`, 20)
  expect(short).toHaveLength(20)
  expect(short).toMatch(/^#1,#2,#3.*…$/)
})
