/** Two texts as one listing with the changes marked, where Monaco does not serve: on a touch screen. */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { LessonFilesStrings } from '../../strings/lesson-files.ts'
import { comparedLines, type ComparedLine } from './line-changes.ts'

interface Props {
  readonly label: string
  readonly mine: string
  readonly solution: string
  readonly strings: LessonFilesStrings['solution']
}

const signs: Readonly<Record<ComparedLine['of'], string>> = { both: ' ', mine: '−', solution: '+' }
const elements = { both: 'span', mine: 'del', solution: 'ins' } as const
/** Shown above the first change. */
const linesBefore = 2

export function LineComparison({ label, mine, solution, strings }: Props) {
  const lines = useMemo(() => comparedLines(mine, solution), [mine, solution])
  const listing = useRef<HTMLPreElement>(null)

  useLayoutEffect(() => {
    const box = listing.current
    const first = lines.findIndex(({ of }) => of !== 'both')
    if (box === null || first < 0) return
    box.scrollTop = (box.scrollHeight / lines.length) * (first - linesBefore)
  }, [lines])

  return (
    <section class="wl-line-comparison">
      <p>
        <del>{`${signs.mine} ${strings.mine}`}</del> <ins>{`${signs.solution} ${strings.theSolution}`}</ins>
      </p>
      {/* Focusable, so that a keyboard can scroll it. */}
      <pre ref={listing} role="group" aria-label={label} tabIndex={0}>
        <code>
          {lines.map(({ of, text }, place) => {
            const Line = elements[of]
            return <Line key={place}>{`${signs[of]} ${text}\n`}</Line>
          })}
        </code>
      </pre>
    </section>
  )
}
