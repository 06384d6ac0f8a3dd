/**
 * The code of the shown file. First as plain text, readable at once; then Monaco takes its place, on the same lines,
 * when it comes near or is touched. On touch screens, which Monaco does not serve, and where it fails to load, a
 * text area does the work.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../protocol/lesson.ts'
import type { WorkbenchStrings } from '../../strings/workbench.ts'
import type { Project } from '../project/project.ts'
import { reportFault } from '../report-fault.ts'
import type { ImportAdvice } from '../run/import-advice.ts'
import type { Problems } from '../run/problems.ts'
import { PlainCode } from './PlainCode.tsx'
import { TextAreaEditor } from './TextAreaEditor.tsx'
import './editor.css'

interface Props {
  readonly project: Project
  readonly problems: Problems
  readonly advice: ImportAdvice
  readonly language: Language
  readonly strings: WorkbenchStrings['editor']
  /** Called once the editor is usable, whichever it is: what can wait may load now. */
  readonly onSettled: () => void
  readonly onEscape: () => void
}

type Stage = 'plain' | 'monaco' | 'text-area' | 'failed'

/** How far from the screen the editor may be when it starts to load. */
const nearMargin = '200px'

export function Editor({ project, problems, advice, language, strings, onSettled, onEscape }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [stage, setStage] = useState<Stage>(() =>
    matchMedia('(pointer: coarse)').matches ? 'text-area' : 'plain',
  )
  const wanted = useNear(place)

  useEffect(() => {
    if (!wanted || stage === 'text-area' || stage === 'failed') return undefined
    const gone = new AbortController()
    let dispose: (() => void) | undefined
    const mount = async () => {
      const [{ loadMonaco }, { mountMonaco }] = await Promise.all([
        import('./load-monaco.ts'),
        import('./mount-monaco.ts'),
      ])
      const monaco = await loadMonaco(language)
      if (gone.signal.aborted || box.current === null) return
      dispose = mountMonaco(monaco, box.current, project, problems, { ...strings, advice, onEscape })
      setStage('monaco')
    }
    mount().catch((error: unknown) => {
      reportFault('loading the editor', error)
      if (!gone.signal.aborted) setStage('failed')
    })
    return () => {
      gone.abort()
      dispose?.()
    }
    // `stage` decides only before the first mount; a change made by the mount itself must not undo it.
  }, [wanted, project, problems, advice, language, strings, onEscape])

  useEffect(() => {
    if (stage !== 'plain') onSettled()
  }, [stage, onSettled])

  const file = project.activeFile.value
  return (
    <div class="wl-editor" ref={place} data-stage={stage}>
      {stage === 'failed' && <p class="wl-editor-notice">{strings.loadFailed}</p>}
      {(stage === 'text-area' || stage === 'failed') && file !== undefined && (
        <TextAreaEditor project={project} problems={problems} file={file} label={strings.label(file.path)} />
      )}
      {(stage === 'plain' || stage === 'monaco') && (
        <>
          {stage === 'plain' && file !== undefined && (
            <PlainCode code={file.content} label={strings.label(file.path)} />
          )}
          <div class="wl-monaco" ref={box} />
        </>
      )}
    </div>
  )
}

/** True from the moment that the element comes near the screen, or is touched, or takes the focus. */
function useNear(place: { readonly current: HTMLElement | null }): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const element = place.current
    if (near || element === null) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true)
      },
      { rootMargin: nearMargin },
    )
    observer.observe(element)
    const touched = () => setNear(true)
    element.addEventListener('pointerdown', touched)
    element.addEventListener('focusin', touched)
    return () => {
      observer.disconnect()
      element.removeEventListener('pointerdown', touched)
      element.removeEventListener('focusin', touched)
    }
  }, [near, place])
  return near
}
