/** What happened when: bars for packets; errors, faults and starts of runs each by a shape of their own. */
import { useMemo } from 'preact/hooks'
import type { TimelineCounts } from '../../../trace/timeline.ts'
import { timelineStrings } from '../../strings/timeline.ts'
import { useInspector } from './context.ts'

/** Pixels. */
const columnWidth = 3
const height = 22
const markSize = 5

interface Props {
  /** Microseconds of the session. */
  readonly from: number
  readonly to: number
  /** Pixels. */
  readonly width: number
}

const marks = {
  starts: (x: number) => `M${x} 0V${height}M${x} 0h${markSize}v${markSize - 1}h${-markSize}`,
  errors: (x: number) => `M${x} 1l${markSize} ${markSize * 1.6}h${-2 * markSize}z`,
  faults: (x: number) =>
    `M${x} 0l${markSize} ${markSize}l${-markSize} ${markSize}l${-markSize} ${-markSize}z`,
} as const satisfies Partial<Record<keyof TimelineCounts, (x: number) => string>>

export function TimelineMarks({ from, to, width }: Props) {
  const { model, language } = useInspector()
  const strings = timelineStrings(language)
  const count = Math.floor(width / columnWidth)
  const newest = model.newest.seq
  const paths = useMemo(() => {
    const columns = model.timeline.columns(from, to, count)
    const most = Math.max(1, ...columns.map(({ frames }) => frames))
    // Of a burst and a single packet both must be seen: heights grow with the logarithm.
    const heightOf = (frames: number) =>
      Math.max(3, Math.round((Math.log1p(frames) / Math.log1p(most)) * height))
    let bars = ''
    const signs = { starts: '', errors: '', faults: '' }
    for (const [column, counts] of columns.entries()) {
      const x = column * columnWidth
      if (counts.frames > 0)
        bars += `M${x} ${height}v${-heightOf(counts.frames)}h${columnWidth - 1}V${height}z`
      for (const name of ['starts', 'errors', 'faults'] as const) {
        const middle = Math.max(markSize, Math.min(width - markSize, x))
        if (counts[name] > 0) signs[name] += marks[name](name === 'starts' ? x + 0.5 : middle)
      }
    }
    return { bars, ...signs }
  }, [model, newest, from, to, width])
  return (
    <svg class="wli-track-marks" width={width} height={height} aria-hidden="true">
      <path class="wli-track-bars" d={paths.bars} />
      {(['starts', 'faults', 'errors'] as const).map((name) => (
        <path key={name} class={`wli-track-${name}`} d={paths[name]}>
          <title>{strings.marks[name]}</title>
        </path>
      ))}
    </svg>
  )
}
