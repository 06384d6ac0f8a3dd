import { expect, test } from 'vitest'
import { countReports, isInstrumentMessage } from '../../../server/sandbox/instrument-message.ts'

const messageOf = (...reports: object[]) => Buffer.from(JSON.stringify({ type: 'instrument', reports }))
const state = { clock: '1', server: 1, kind: 'state', socket: 'a', what: 'data' }

test('a message of the instrumentation is known unread, with the number of its reports', () => {
  const text = JSON.stringify({ kind: 'state', more: JSON.stringify({ kind: 'emit' }) })
  const message = messageOf({ ...state, text }, state, { kind: 'dropped', clock: '1', count: 4 })
  expect([isInstrumentMessage(message), countReports(message)]).toEqual([true, 3])
})

test('any other message is none, and a forged one counts all the same', () => {
  const others = [
    '',
    '{"type":"console"}',
    '{"reports":[],"type":"instrument"}',
    '{"type":"instrument","reports":[',
  ]
  expect(others.map((text) => isInstrumentMessage(Buffer.from(text)))).toEqual([false, false, false, false])
  expect(countReports(Buffer.from('{"type":"instrument","reports":[1,2,3]}'))).toBe(1)
})
