/** The size of one rem: rows are measured in rem so that they grow with the reader's font. */
const usualFontPx = 16

export function rootFontPx(): number {
  if (typeof document === 'undefined') return usualFontPx
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || usualFontPx
}
