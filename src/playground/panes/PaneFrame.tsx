/** The learner's page, on an origin of its own, with no more rights than a page in a foreign tab. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { StagedClient } from '../checks/stage.ts'
import type { PaneHandle } from '../runtime/runtime.ts'

interface Props {
  readonly handle: PaneHandle
  readonly url: string
  readonly title: string
  /** A word over the dimmed page when its server is no more. */
  readonly ended: string | undefined
  /** The client of a check whose frame this is. */
  readonly staged?: StagedClient
}

export function PaneFrame({ handle, url, title, ended, staged }: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  // Before the browser gets to load anything: the page's first message must not be missed.
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return undefined
    const detach = handle.attach(element)
    staged?.came()
    return () => {
      detach()
      staged?.leave()
    }
  }, [handle, staged])
  return (
    <div class="wl-frame" data-ended={ended !== undefined}>
      <iframe
        ref={frame}
        src={url}
        title={title}
        onLoad={() => staged?.load(handle)}
        sandbox="allow-scripts allow-same-origin allow-forms allow-modals"
      />
      {ended !== undefined && <span class="wl-frame-ended">{ended}</span>}
    </div>
  )
}
