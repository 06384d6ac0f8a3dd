import { describe, expect, it } from 'vitest'
import { type EmitFields, InsideStory } from '../../fixtures/inspector/inside-story.ts'
import { callText } from '../../../trace/call-text.ts'

function textOf(fields: EmitFields): string {
  const story = new InsideStory()
  story.emit(fields)
  const [emit] = story.events
  if (emit?.kind !== 'emit') throw new TypeError('expected an emit')
  return callText({ ...emit, seq: 1, at: 0 })
}

describe('a call as code', () => {
  it.each<[string, EmitFields]>([
    ["io.emit('chat', …)", {}],
    ["io.of('/admin').emit('chat', …)", { namespace: '/admin' }],
    ["io.to('blue').emit('chat', …)", { rooms: ['blue'] }],
    ["io.to(['blue', 'red']).except('quiet').emit('chat', …)", { rooms: ['blue', 'red'], except: ['quiet'] }],
    ["socket.emit('chat', …)", { call: 'socket.emit', socket: 'a' }],
    ["socket.broadcast.emit('chat', …)", { call: 'broadcast', socket: 'a', except: ['a'] }],
    ["socket.to('blue').emit('chat', …)", { call: 'broadcast', socket: 'a', rooms: ['blue'], except: ['a'] }],
    ["socket.broadcast.except('b').emit('chat', …)", { call: 'broadcast', socket: 'a', except: ['a', 'b'] }],
    ["socket.emitWithAck('chat', …)", { call: 'emitWithAck', socket: 'a' }],
    ["io.to('blue').emitWithAck('chat', …)", { call: 'emitWithAck', rooms: ['blue'] }],
    ['callback(…)', { call: 'ack-reply', socket: 'a' }],
    ["io.volatile.timeout(500).emit('chat', …)", { flags: { volatile: true, timeout: 500 } }],
  ])('%s', (text, fields) => {
    expect(textOf(fields)).toBe(text)
  })

  it('shows a room that is no text as it was named, and a name that looks like code as a text', () => {
    expect(textOf({ rooms: [{ notText: 'undefined' }] })).toBe("io.to(undefined).emit('chat', …)")
    expect(textOf({ event: "a'); evil('" })).toBe("io.emit('a\\'); evil(\\'', …)")
    expect(textOf({ event: '\u202Ereversed' })).toBe("io.emit('‹U+202E›reversed', …)")
  })

  it('stays short', () => {
    const rooms = Array.from({ length: 50 }, (_, index) => `room ${index}`)
    expect(textOf({ rooms })).toBe("io.to(['room 0', 'room 1', 'room 2', 'room 3', …]).emit('chat', …)")
    expect(textOf({ event: 'x'.repeat(200) }).length).toBeLessThan(100)
  })
})
