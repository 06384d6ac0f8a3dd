/** The whole trace on one track, and the handle with which its reader travels in it. */
import { FileText, History, Radio } from 'lucide-preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { formatMoment } from '../../../trace/quantity.ts'
import { timelineStrings } from '../../strings/timeline.ts'
import { useInspector } from './context.ts'
import { useEventText } from './event-text.ts'
import { percent } from './participant-style.ts'
import { TimelineMarks } from './TimelineMarks.tsx'
import { useTravelling } from './use-travelling.ts'
import './timeline.css'

const iconPx = 14

export function Timeline() {
  const { model, language } = useInspector()
  const strings = timelineStrings(language)
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  const { oldest } = model.moment
  if (oldest === undefined || model.newest.seq === 0) return null
  const past = model.moment.travelled.value
  return (
    <section class="wli-timeline" aria-label={strings.label} data-past={past !== undefined}>
      <Where />
      <Track from={oldest.at} to={Math.max(oldest.at + 1, model.newest.at)} />
    </section>
  )
}

/** Says whether the views follow the trace or show a moment of the past, and leads back. */
function Where() {
  const { model, language } = useInspector()
  const strings = timelineStrings(language)
  const past = model.moment.travelled.value
  const end = strings.ends[model.complete ? 'file' : 'live']
  const icon = { size: iconPx, 'aria-hidden': true }
  if (past === undefined) {
    return (
      <p class="wli-where">
        {model.complete ? <FileText {...icon} /> : <Radio {...icon} />} {end.where}
      </p>
    )
  }
  return (
    <p class="wli-where">
      <History {...icon} />
      <span class="wli-where-past">{strings.past(formatMoment(past.at - model.runs.since(past.seq)))}</span>
      <button type="button" class="wli-back" onClick={() => model.backToLive()}>
        {end.back} <kbd>Esc</kbd>
      </button>
    </p>
  )
}

interface Span {
  /** Microseconds of the session. */
  readonly from: number
  readonly to: number
}

function Track({ from, to }: Span) {
  const { model, language } = useInspector()
  const strings = timelineStrings(language)
  const textOf = useEventText()
  const track = useRef<HTMLDivElement>(null)
  const width = useWidth(track)
  const travelling = useTravelling({ model, track, from, to })
  const past = model.moment.travelled.value
  const { seq, at, how } = model.moment.shown
  const place = (time: number) => percent(Math.max(0, Math.min(1, (time - from) / (to - from))))
  const time = formatMoment(at - model.runs.since(seq))
  return (
    <div class="wli-track" ref={track} {...travelling.pointer}>
      <TimelineMarks from={from} to={to} width={width} />
      {how === 'selected' && (
        <span class="wli-track-selected" style={{ left: place(at) }} aria-hidden="true" />
      )}
      {past !== undefined && <span class="wli-track-after" style={{ left: place(at) }} aria-hidden="true" />}
      <div
        class="wli-handle"
        role="slider"
        tabIndex={0}
        aria-label={strings.moment}
        aria-valuemin={0}
        aria-valuemax={to - from}
        aria-valuenow={past === undefined ? to - from : Math.max(0, at - from)}
        aria-valuetext={
          past === undefined
            ? strings.ends[model.complete ? 'file' : 'live'].spoken(time)
            : strings.spoken(time, textOf(seq) ?? '')
        }
        style={{ left: past === undefined ? '100%' : place(at) }}
        onKeyDown={travelling.key}
      />
    </div>
  )
}

function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const { current } = element
    if (current === null) return undefined
    const observer = new ResizeObserver(() => setWidth(current.clientWidth))
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return width
}
