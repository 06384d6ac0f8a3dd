/** The learner's page, on an origin of its own, with no more rights than a page in a foreign tab. */
import { useLayoutEffect, useRef } from 'preact/hooks'
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
  // Before the browser gets to load anything: the page's first message must not be missed.
  useLayoutEffect(() => {
    const element = frame.current
    return element === null ? undefined : handle.attach(element)
  }, [handle])
  return (
    <div class="wl-frame" data-ended={ended !== undefined}>
      <iframe
        ref={frame}
        src={url}
        title={title}
        sandbox="allow-scripts allow-same-origin allow-forms allow-modals"
      />
      {ended !== undefined && <span class="wl-frame-ended">{ended}</span>}
    </div>
  )
}
