/** A screen for a model without a browser: its frames come when a test asks for them. */
import { vi } from 'vitest'

export interface Screen {
  /** Draws frames until nobody waits for one. */
  draw(): void
}

export function stubScreen(): Screen {
  const waiting = new Map<number, () => void>()
  let last = 0
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
    last += 1
    waiting.set(last, callback)
    return last
  })
  vi.stubGlobal('cancelAnimationFrame', (id: number) => waiting.delete(id))
  return {
    draw: () => {
      for (const [id, callback] of waiting) {
        waiting.delete(id)
        callback()
      }
    },
  }
}
