/** A file of the program that was recorded, at the line that an event came from. The trace brings it along. */
import { fileText } from '../../../trace/run-files.ts'
import { useEffect, useRef } from 'preact/hooks'
import type { TraceEvent } from '../../../protocol/trace.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { Dialog } from '../toolbar/Dialog.tsx'
import '../toolbar/toolbar.css'

export interface SourcePlace {
  readonly file: string
  /** From 1. */
  readonly line: number
}

interface Props {
  readonly place: SourcePlace
  readonly events: readonly TraceEvent[]
  readonly onClose: () => void
}

const nameMax = 80
/** Lines around the one that is meant; a forged trace can have a million. */
const linesAround = 200
const lineMax = 500

export function SourceDialog({ place, events, onClose }: Props) {
  const target = useRef<HTMLElement>(null)
  useEffect(() => target.current?.scrollIntoView({ block: 'center' }), [])
  const lines = sourceOf(events, place.file)?.split('\n') ?? []
  const first = Math.max(0, place.line - 1 - linesAround)
  return (
    <Dialog title={`${inertText(place.file, nameMax)}:${place.line}`} onClose={onClose} wide>
      <pre class="wl-viewer-source" tabIndex={0}>
        {lines.slice(first, place.line + linesAround).map((text, index) => {
          const number = first + index + 1
          const isTarget = number === place.line
          return (
            <code key={number} {...(isTarget ? { ref: target } : {})} data-target={isTarget}>
              <span aria-hidden="true">{number}</span>
              {inertText(text, lineMax, true)}
              {'\n'}
            </code>
          )
        })}
      </pre>
    </Dialog>
  )
}

/** As it was in the newest run that had it. */
function sourceOf(events: readonly TraceEvent[], file: string): string | undefined {
  const run = events.findLast(
    (event) => event.kind === 'run' && event.phase === 'start' && Object.hasOwn(event.files, file),
  )
  return run?.kind === 'run' && run.phase === 'start' ? fileText(run.files, file) : undefined
}
