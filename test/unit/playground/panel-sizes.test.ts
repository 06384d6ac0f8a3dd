import { expect, test } from 'vitest'
import { largestPart, PanelSizes, smallestPart } from '../../../src/playground/layout/panel-sizes.ts'
import { MemoryStorage } from './memory-storage.ts'

test('sizes are remembered, and stay within reach', () => {
  const storage = new MemoryStorage()
  const sizes = new PanelSizes(storage)
  sizes.set('columns', 0.3)
  sizes.set('rows', 2)
  expect(new PanelSizes(storage).sizes.value).toEqual({ columns: 0.3, rows: largestPart })
  sizes.set('rows', -1)
  expect(sizes.sizes.value.rows).toBe(smallestPart)
})

test.each(['{', 'null', '[]', '{"columns":"1","rows":0.5}', '{"columns":0.5}'])(
  'what another program left in the storage means the usual sizes (%s)',
  (stored) => {
    const storage = new MemoryStorage()
    storage.setItem('wirelab:layout', stored)
    expect(new PanelSizes(storage).sizes.value).toEqual(new PanelSizes(undefined).sizes.value)
  },
)

test('a full storage loses nothing but the memory of it', () => {
  const sizes = new PanelSizes(new MemoryStorage(1))
  sizes.set('columns', 0.4)
  expect(sizes.sizes.value.columns).toBe(0.4)
})
