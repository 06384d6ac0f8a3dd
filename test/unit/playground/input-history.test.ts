import { describe, expect, test } from 'vitest'
import { InputHistory } from '../../../src/playground/panes/input-history.ts'
import { MemoryStorage } from './memory-storage.ts'

const history = (storage?: Storage, client = 'ann') => new InputHistory(storage, 'rooms', client)

describe('the history of what was typed', () => {
  test('goes back to the oldest and forward again to the line that was being written', () => {
    const inputs = history()
    inputs.add('one')
    inputs.add('two')
    expect([inputs.older('half'), inputs.older('two'), inputs.older('one')]).toEqual([
      'two',
      'one',
      undefined,
    ])
    expect([inputs.newer(), inputs.newer(), inputs.newer()]).toEqual(['two', 'half', undefined])
  })

  test('begins at the newest again after each input, and keeps a repeated one once', () => {
    const inputs = history()
    inputs.add('one')
    inputs.add('two')
    inputs.older('')
    inputs.older('two')
    inputs.add('two')
    expect([inputs.older(''), inputs.older('two')]).toEqual(['two', 'one'])
  })

  test('outlives a reload, for each client by itself', () => {
    const storage = new MemoryStorage()
    history(storage).add('kept')
    expect(history(storage).older('')).toBe('kept')
    expect(history(storage, 'ben').older('')).toBeUndefined()
  })

  test('is bounded', () => {
    const storage = new MemoryStorage()
    const inputs = history(storage)
    for (let count = 0; count < 150; count += 1) inputs.add(String(count))
    const again = history(storage)
    let steps = 0
    let oldest: string | undefined
    for (let next = again.older(''); next !== undefined; next = again.older(next)) {
      oldest = next
      steps += 1
    }
    expect([steps, oldest]).toEqual([100, '50'])
  })

  test.each(['no JSON', '{"a":1}', '["text", 1]', 'null'])(
    'takes %s in the storage for nothing',
    (stored) => {
      const storage = new MemoryStorage()
      storage.setItem('wirelab:console:rooms:ann', stored)
      expect(history(storage).older('')).toBeUndefined()
    },
  )

  test('goes on in memory where the storage is full', () => {
    const inputs = history(new MemoryStorage(3))
    inputs.add('a long input')
    expect(inputs.older('')).toBe('a long input')
  })
})
