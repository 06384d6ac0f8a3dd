/**
 * A deadline that does not run while the machine that counts it stands still. A tab with a busy editor, or a computer with
 * too few cores, is late itself: that must not look like a message that never came.
 */

const stepMs = 100
/** A longer step counts as this: also where a browser slows the timers of a tab in the background. */
const stepCountsMaxMs = 250

/** Calls `over` once `withinMs` have passed, not counting stalls. Returns what ends the counting. */
export function patientTimeout(over: () => void, withinMs: number): () => void {
  let leftMs = withinMs
  let beganMs = performance.now()
  const step = () => {
    const now = performance.now()
    leftMs -= Math.min(now - beganMs, stepCountsMaxMs)
    if (leftMs <= 0) {
      over()
      return
    }
    beganMs = now
    timer = setTimeout(step, Math.min(stepMs, leftMs))
  }
  let timer = setTimeout(step, Math.min(stepMs, leftMs))
  return () => clearTimeout(timer)
}
