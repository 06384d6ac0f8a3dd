/** The inspector by itself: shows a trace file that is dropped on the page or chosen. Nothing leaves the browser. */
import { useSignal } from '@preact/signals'
import { useCallback, useMemo, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../protocol/lesson.ts'
import { clientsOf } from '../../../trace/ladder-of-events.ts'
import { traceViewerStrings } from '../../strings/trace-viewer.ts'
import type LoadedInspector from '../inspector/Inspector.tsx'
import { reportFault } from '../report-fault.ts'
import { NoTrace } from './NoTrace.tsx'
import type { Watch } from './in-slices.ts'
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

type Read = (watch: Watch) => Promise<FileReading>

export default function TraceViewer({ language, example }: TraceViewerProps) {
  const strings = traceViewerStrings(language)
  const input = useRef<HTMLInputElement>(null)
  const activity = useSignal<Activity>({ state: 'idle' })
  const [shown, setShown] = useState<Shown>()
  const [place, setPlace] = useState<SourcePlace>()
  const turn = useRef(0)
  const reading = useRef<AbortController>()

  const open = useCallback(
    async (name: string, read: Read, signal: AbortSignal) => {
      const onProgress = (share: number) => {
        activity.value = { state: 'reading', name, share }
      }
      const [result, inspector] = await Promise.all([
        read({ signal, onProgress }),
        import('../inspector/Inspector.tsx'),
      ])
      signal.throwIfAborted()
      if (result.ok) {
        const { source, cut } = result.trace
        activity.value = { state: 'opened', cut, events: source.events.length, name }
        turn.current += 1
        setShown({ Inspector: inspector.default, trace: result.trace, turn: turn.current })
      } else activity.value = { state: 'failed', name, problem: result.problem }
    },
    [activity],
  )
  const openSafely = useCallback(
    (name: string, read: Read) => {
      reading.current?.abort()
      const own = new AbortController()
      reading.current = own
      activity.value = { state: 'reading', name }
      open(name, read, own.signal).catch((error: unknown) => {
        // A newer file was chosen meanwhile.
        if (own.signal.aborted) return
        reportFault('opening a trace', error)
        activity.value = { state: 'failed', name, problem: { code: 'unreadable' } }
      })
    },
    [activity, open],
  )
  const openFile = useCallback(
    (file: File) => openSafely(file.name, (watch) => openTrace(file, file.name, watch)),
    [openSafely],
  )
  const openExample = () =>
    openSafely('example.jsonl', async (watch) => {
      const response = await fetch(example)
      if (!response.ok) return { ok: false, problem: { code: 'unreadable' } }
      return openTrace(await response.blob(), 'example.jsonl', watch)
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
