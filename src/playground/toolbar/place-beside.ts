/** Puts an open popover below an element, or above it where there is no room, and within the window. */

/** To the element, and to the window's edges (px). */
const gap = 4
const margin = 8

export function placeBeside(popover: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect()
  const { width, height } = popover.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  const left = Math.min(Math.max(margin, at.right - width), clientWidth - margin - width)
  const below = at.bottom + gap
  const fitsBelow = below + height <= clientHeight - margin
  const top = fitsBelow ? below : Math.max(margin, at.top - gap - height)
  popover.style.left = `${left}px`
  popover.style.top = `${top}px`
}
