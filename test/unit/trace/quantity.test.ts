import { describe, expect, it } from 'vitest'
import { formatBytes, formatDuration, formatMoment } from '../../../trace/quantity.ts'

describe('quantities', () => {
  it.each([
    [640, '640 µs', '640 мкс'],
    [3200, '3.2 ms', '3,2 мс'],
    [12_300, '12 ms', '12 мс'],
    [1_250_000, '1.25 s', '1,25 с'],
    [185_000_000, '3 min 5 s', '3 мин 5 с'],
  ])('%i microseconds read as a time in both languages', (us, english, russian) => {
    expect(formatDuration(us, 'en').replaceAll('\u00A0', ' ')).toBe(english)
    expect(formatDuration(us, 'ru').replaceAll('\u00A0', ' ')).toBe(russian)
  })

  it.each([
    [15, '15 B', '15 Б'],
    [1536, '1.5 kB', '1,5 кБ'],
    [2_000_000, '2 MB', '2 МБ'],
  ])('%i bytes read as a size in both languages', (bytes, english, russian) => {
    expect(formatBytes(bytes, 'en').replaceAll('\u00A0', ' ')).toBe(english)
    expect(formatBytes(bytes, 'ru').replaceAll('\u00A0', ' ')).toBe(russian)
  })

  it('moments have as many decimals each, so that digits stand under each other', () => {
    expect([0, 900_000, 65_004_200].map(formatMoment)).toEqual(['0.000', '0.900', '1:05.004'])
  })
})
