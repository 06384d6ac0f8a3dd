/** A value that changes often, for what is costly to make from it. */
import { useEffect, useRef, useState } from 'preact/hooks'

/** The value as it was at most `everyMs` ago. */
export function useThrottled(value: number, everyMs: number): number {
  const [shown, setShown] = useState(value)
  const newest = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  newest.current = value
  useEffect(() => {
    if (value === shown) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      setShown(newest.current)
    }, everyMs)
  }, [value, shown, everyMs])
  useEffect(() => () => clearTimeout(timer.current), [])
  return shown
}
