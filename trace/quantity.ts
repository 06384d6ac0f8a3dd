/** Times and sizes as people read them, in their language. */
import type { Language } from '../protocol/lesson.ts'

const units = {
  en: { us: 'µs', ms: 'ms', s: 's', min: 'min', B: 'B', kB: 'kB', MB: 'MB' },
  ru: { us: 'мкс', ms: 'мс', s: 'с', min: 'мин', B: 'Б', kB: 'кБ', MB: 'МБ' },
} as const satisfies Record<Language, Record<string, string>>

const msUs = 1000
const secondUs = 1_000_000
const minuteUs = 60 * secondUs
const kB = 1000
const MB = 1_000_000

const formats = new Map<string, Intl.NumberFormat>()

/** A number in the language's own spelling, with at most `digits` decimals. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  const key = `${language}${digits}`
  const format = formats.get(key) ?? new Intl.NumberFormat(language, { maximumFractionDigits: digits })
  formats.set(key, format)
  return format.format(value)
}

/** A span of time given in microseconds: `640 µs`, `12.3 ms`, `1.25 s`, `3 min 5 s`. */
export function formatDuration(us: number, language: Language): string {
  const unit = units[language]
  const part = (value: number, name: string, digits = 0) =>
    `${formatNumber(value, language, digits)}\u00A0${name}`
  if (us < msUs) return part(us, unit.us)
  if (us < 10 * msUs) return part(us / msUs, unit.ms, 1)
  if (us < secondUs) return part(us / msUs, unit.ms)
  if (us < minuteUs) return part(us / secondUs, unit.s, 2)
  return `${part(Math.floor(us / minuteUs), unit.min)} ${part(Math.floor((us % minuteUs) / secondUs), unit.s)}`
}

/** A moment since the run began, for a column: fixed width of decimals, so that digits stand under each other. */
export function formatMoment(us: number): string {
  const sign = us < 0 ? '−' : ''
  const total = Math.abs(us)
  const minutes = Math.floor(total / minuteUs)
  const seconds = ((total % minuteUs) / secondUs).toFixed(3)
  return minutes === 0 ? `${sign}${seconds}` : `${sign}${minutes}:${seconds.padStart(6, '0')}`
}

export function formatBytes(bytes: number, language: Language): string {
  const unit = units[language]
  if (bytes < kB) return `${formatNumber(bytes, language)}\u00A0${unit.B}`
  if (bytes < MB) return `${formatNumber(bytes / kB, language, 1)}\u00A0${unit.kB}`
  return `${formatNumber(bytes / MB, language, 1)}\u00A0${unit.MB}`
}
