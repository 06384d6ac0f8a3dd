/** One file as the learner has it and as the solution has it: by Monaco where it serves, otherwise as plain listings. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../protocol/lesson.ts'
import type { LessonFilesStrings } from '../../strings/lesson-files.ts'
import { PlainCode } from '../editor/PlainCode.tsx'
import { reportFault } from '../report-fault.ts'
import type { ComparedFile } from './compared-files.ts'
import { LineComparison } from './LineComparison.tsx'

interface Props {
  readonly file: ComparedFile
  readonly language: Language
  readonly strings: LessonFilesStrings['solution']
}

export function FileComparison({ file, language, strings }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [mounted, setMounted] = useState(false)
  const [isTouch] = useState(() => matchMedia('(pointer: coarse)').matches)
  const { path, mine, solution } = file

  useEffect(() => {
    setMounted(false)
    if (isTouch || mine === undefined || solution === undefined) return undefined
    const gone = new AbortController()
    let dispose: (() => void) | undefined
    const mount = async () => {
      const [{ loadMonaco }, { mountDiff }] = await Promise.all([
        import('../editor/load-monaco.ts'),
        import('./mount-diff.ts'),
      ])
      const monaco = await loadMonaco(language)
      if (gone.signal.aborted || box.current === null) return
      const labels = { mineLabel: strings.mineOf(path), solutionLabel: strings.solutionOf(path) }
      dispose = mountDiff(monaco, box.current, { path, mine, solution, ...labels })
      setMounted(true)
    }
    // The plain listing stays where it cannot be loaded.
    mount().catch((error: unknown) => reportFault('loading the comparison', error))
    return () => {
      gone.abort()
      dispose?.()
    }
  }, [path, mine, solution, language, strings, isTouch])

  if (isTouch && mine !== undefined && solution !== undefined) {
    return (
      <div class="wl-comparison">
        <LineComparison label={strings.compared(path)} mine={mine} solution={solution} strings={strings} />
      </div>
    )
  }

  return (
    <div class="wl-comparison" data-mounted={mounted}>
      {!mounted && (
        <>
          <Side title={strings.mine} label={strings.mineOf(path)} code={mine} none={strings.notThere} />
          <Side
            title={strings.theSolution}
            label={strings.solutionOf(path)}
            code={solution}
            none={strings.notThere}
          />
        </>
      )}
      <div class="wl-diff" ref={box} />
    </div>
  )
}

interface SideProps {
  readonly title: string
  readonly label: string
  readonly code: string | undefined
  readonly none: string
}

function Side({ title, label, code, none }: SideProps) {
  return (
    <section class="wl-side">
      <h3>{title}</h3>
      {code === undefined ? <p>{none}</p> : <PlainCode code={code} label={label} />}
    </section>
  )
}
