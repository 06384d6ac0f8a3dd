/** Measures that the plain code and Monaco share, so that one takes the other's place without a jump. */

/** In CSS pixels at the browser's usual font size; scaled with it. */
const fontRem = 0.8125
const lineHeightRatio = 1.65
export const lineNumberCharacters = 3
/** Between the numbers and the code (px). */
export const gutterPx = 14
export const paddingTopPx = 12

export function codeMetrics(): { fontSizePx: number; lineHeightPx: number } {
  const rootPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  const fontSizePx = fontRem * rootPx
  return { fontSizePx, lineHeightPx: Math.round(fontSizePx * lineHeightRatio) }
}
