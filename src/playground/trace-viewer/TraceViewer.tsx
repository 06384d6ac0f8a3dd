/** The inspector by itself: shows a trace file that is dropped on the page or chosen. Nothing leaves the browser. */
import { useSignal } from '@preact/signals'
import { useCallback, useMemo, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../protocol/lesson.ts'
import { clientsOf } from '../../../trace/ladder-of-events.ts'
import { traceViewerStrings } from '../../strings/trace-viewer.ts'
import type LoadedInspector from '../inspector/Inspector.tsx'
import { reportFault } from '../report-fault.ts'
import { NoTrace } from './NoTrace.tsx'
import { openTrace, type FileReading, type OpenedTrace } from './open-trace.ts'
import { SourceDialog, type SourcePlace } from './SourceDialog.tsx'
import { FileNotice, type Activity } from './FileNotice.tsx'
import { TraceFileInput } from './TraceFileInput.tsx'
import { useFileDrop } from './use-file-drop.ts'
import './trace-viewer.css'

export interface TraceViewerProps {
  readonly language: Language
  /** Address of a trace to look at for who has none. */
  readonly example: string
}

interface Shown {
  readonly Inspector: typeof LoadedInspector
  readonly trace: OpenedTrace
  /** Of the file, so that the same one again is another. */
  readonly turn: number
}

export default function TraceViewer({ language, example }: TraceViewerProps) {
  const strings = traceViewerStrings(language)
  const input = useRef<HTMLInputElement>(null)
  const activity = useSignal<Activity>({ state: 'idle' })
  const [shown, setShown] = useState<Shown>()
  const [place, setPlace] = useState<SourcePlace>()
  const turn = useRef(0)

  const open = useCallback(
    async (name: string, read: () => Promise<FileReading>) => {
      turn.current += 1
      const own = turn.current
      activity.value = { state: 'reading', name }
      const [reading, inspector] = await Promise.all([read(), import('../inspector/Inspector.tsx')])
      // A newer file was chosen meanwhile.
      if (own !== turn.current) return
      if (reading.ok) {
        activity.value = {
          state: 'opened',
          cut: reading.trace.cut,
          events: reading.trace.source.events.length,
          name,
        }
        setShown({ Inspector: inspector.default, trace: reading.trace, turn: own })
      } else activity.value = { state: 'failed', name, problem: reading.problem }
    },
    [activity],
  )
  const openSafely = useCallback(
    (name: string, read: () => Promise<FileReading>) => {
      open(name, read).catch((error: unknown) => {
        reportFault('opening a trace', error)
        activity.value = { state: 'failed', name, problem: { code: 'unreadable' } }
      })
    },
    [activity, open],
  )
  const openFile = useCallback(
    (file: File) => openSafely(file.name, () => openTrace(file, file.name)),
    [openSafely],
  )
  const openExample = () =>
    openSafely('example.jsonl', async () => {
      const response = await fetch(example)
      if (!response.ok) return { ok: false, problem: { code: 'unreadable' } }
      return openTrace(await response.blob(), 'example.jsonl')
    })
  const choose = useCallback(() => input.current?.click(), [])
  const dropping = useFileDrop(openFile)
  const clients = useMemo(() => (shown === undefined ? [] : clientsOf(shown.trace.source.events)), [shown])
  const onJump = useCallback((file: string, line: number) => setPlace({ file, line }), [])

  return (
    <div class="wl-viewer" data-dropping={dropping}>
      <FileNotice activity={activity} language={language} />
      {shown === undefined ? (
        <NoTrace language={language} onChoose={choose} onExample={openExample} />
      ) : (
        <shown.Inspector
          key={shown.turn}
          source={shown.trace.source}
          language={language}
          clients={clients}
          onJump={onJump}
          exportName={shown.trace.name}
          onOpenTrace={choose}
        />
      )}
      <TraceFileInput input={input} label={strings.choose} onFile={openFile} />
      {dropping && <div class="wl-viewer-drop">{strings.dropNow}</div>}
      {place !== undefined && shown !== undefined && (
        <SourceDialog place={place} events={shown.trace.source.events} onClose={() => setPlace(undefined)} />
      )}
    </div>
  )
}
