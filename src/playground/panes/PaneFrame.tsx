/** The learner's page, on an origin of its own, with no more rights than a page in a foreign tab. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { StagedClient } from '../checks/stage.ts'
import type { PaneHandle } from '../runtime/runtime.ts'

interface Props {
  readonly handle: PaneHandle
  readonly url: string
  readonly title: string
  /** A word over the dimmed page when its server is no more. */
  readonly ended: string | undefined
  /** A word over the page that does not answer. */
  readonly silent: string
  /** The client of a check whose frame this is. */
  readonly staged?: StagedClient
}

/** Where the page that was here keeps its process busy, nothing is loaded until that has ended. */
export function PaneFrame(props: Props) {
  // Before the former frame goes: with it goes what is known of its page.
  const [waitMs, setWaitMs] = useState(() => props.handle.freeInMs())
  useEffect(() => {
    if (waitMs === 0) return undefined
    const timer = setTimeout(() => setWaitMs(0), waitMs)
    return () => clearTimeout(timer)
  }, [waitMs])
  return waitMs === 0 ? <LoadedFrame {...props} /> : <div class="wl-frame" />
}

function LoadedFrame({ handle, url, title, ended, silent, staged }: Props) {
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
  const word = ended ?? (handle.isSilent.value ? silent : undefined)
  return (
    <div class="wl-frame" data-dimmed={word !== undefined}>
      <iframe
        ref={frame}
        src={url}
        title={title}
        onLoad={() => staged?.load(handle)}
        sandbox="allow-scripts allow-same-origin allow-forms allow-modals"
      />
      <span class="wl-frame-word" role="status">
        {word}
      </span>
    </div>
  )
}
