/** Whether an element is too narrow for two things side by side. Rows of a fixed height cannot leave that to a stylesheet. */
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { rootFontPx } from './root-font.ts'

const narrowRem = 42

export function useContainerNarrow(): readonly [RefObject<HTMLElement>, boolean] {
  const element = useRef<HTMLElement>(null)
  const [narrow, setNarrow] = useState(false)
  useLayoutEffect(() => {
    const { current } = element
    if (current === null) return undefined
    const observer = new ResizeObserver(() => setNarrow(current.clientWidth < narrowRem * rootFontPx()))
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return [element, narrow]
}
