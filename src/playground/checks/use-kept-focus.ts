/** While checks run, pages that take the focus (a chat's field after each message) give it back. */
import { useEffect } from 'preact/hooks'
import type { CheckControl } from './check-control.ts'

export function useKeptFocus(checks: CheckControl): void {
  const isRunning = checks.run.value.state === 'running'
  useEffect(() => {
    if (!isRunning) return undefined
    let own = document.activeElement
    const remember = () => {
      if (!(document.activeElement instanceof HTMLIFrameElement)) own = document.activeElement
    }
    // The element that has the focus now is known when the window has told that it lost it.
    const giveBack = () =>
      queueMicrotask(() => {
        if (document.activeElement instanceof HTMLIFrameElement && own instanceof HTMLElement) own.focus()
      })
    document.addEventListener('focusin', remember)
    window.addEventListener('blur', giveBack)
    return () => {
      document.removeEventListener('focusin', remember)
      window.removeEventListener('blur', giveBack)
    }
  }, [isRunning])
}
