/** The learner's page, on an origin of its own, with no more rights than a page in a foreign tab. */
import { useEffect, useRef } from 'preact/hooks'
import type { PaneHandle } from '../runtime/runtime.ts'

interface Props {
  readonly handle: PaneHandle
  readonly url: string
  readonly title: string
  /** A word over the dimmed page when its server is no more. */
  readonly ended: string | undefined
}

export function PaneFrame({ handle, url, title, ended }: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    const element = frame.current
    if (element === null) return undefined
    // First the listener, then the page: its first message must not be missed.
    const detach = handle.attach(element)
    element.src = url
    return detach
  }, [handle, url])
  return (
    <div class="wl-frame" data-ended={ended !== undefined}>
      <iframe ref={frame} title={title} sandbox="allow-scripts allow-same-origin allow-forms allow-modals" />
      {ended !== undefined && <span class="wl-frame-ended">{ended}</span>}
    </div>
  )
}
