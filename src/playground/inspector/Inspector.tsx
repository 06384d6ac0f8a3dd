/**
 * The inspector: what crossed the wire as a ladder, a table and a console, and what was so at each moment, with one
 * selection and its details. It reads a trace source and knows nothing of where the trace comes from.
 */
import { effect, useSignal, type Signal } from '@preact/signals'
import { useLayoutEffect, useMemo } from 'preact/hooks'
import type { Language } from '../../../protocol/lesson.ts'
import { serverParticipant } from '../../../protocol/trace-constants.ts'
import { ladderWords } from '../../../trace/ladder-words.ts'
import { formatNumber } from '../../../trace/quantity.ts'
import type { TraceSource } from '../../../trace/source.ts'
import { inspectorStrings } from '../../strings/inspector.ts'
import { participant } from '../participants.ts'
import type { ChecksPanel } from './checks-panel.ts'
import { ChecksView } from './ChecksView.tsx'
import { ConsoleView } from './ConsoleView.tsx'
import { InspectorContext, type Jump, type LessonAddress } from './context.ts'
import { DetailPanel } from './DetailPanel.tsx'
import { InspectorModel } from './inspector-model.ts'
import { LadderView } from './Ladder.tsx'
import { PacketTable } from './PacketTable.tsx'
import { keyInInspector } from './inspector-keys.ts'
import { pastMoment, type PastMoment } from './past-moment.ts'
import { PinnedRows } from './PinnedRows.tsx'
import { StateView } from './StateView.tsx'
import { Timeline } from './Timeline.tsx'
import type { TabName } from './tab-names.ts'
import { Toolbar } from './Toolbar.tsx'
import { WhyView } from './WhyView.tsx'
import './inspector.css'

export interface InspectorProps {
  readonly source: TraceSource
  readonly language: Language
  /** Names of the clients that are open, in order: each has a lifeline from the start. */
  readonly clients: readonly string[]
  readonly onJump: Jump
  /** Where the choice of the tab is kept, if others take part in it. */
  readonly tab?: Signal<TabName>
  readonly checks?: ChecksPanel | undefined
  /** Where explanations lead on to, if there are lessons. */
  readonly lessonAddress?: LessonAddress | undefined
  readonly exportName?: string | undefined
  /** Asks for a trace file, to be looked at instead of this one. */
  readonly onOpenTrace?: (() => void) | undefined
  /** Told when its reader travels, so that what is beside the inspector can show that moment too; `undefined`: now. */
  readonly onMoment?: ((moment: PastMoment | undefined) => void) | undefined
}

const views = {
  ladder: LadderView,
  packets: PacketTable,
  state: StateView,
  console: ConsoleView,
  why: WhyView,
  checks: ChecksView,
} as const

export default function Inspector({
  source,
  language,
  clients,
  onJump,
  tab: given,
  checks,
  lessonAddress,
  exportName,
  onOpenTrace,
  onMoment,
}: InspectorProps) {
  // A model belongs to one source; the clients at its beginning decide where the server stands.
  // oxlint-disable-next-line react/exhaustive-deps
  const model = useMemo(() => new InspectorModel(source, clients), [source])
  const own = useSignal<TabName>('ladder')
  const chosen = given ?? own
  const tab = chosen.value
  useLayoutEffect(() => model.start(), [model])
  useLayoutEffect(() => {
    if (onMoment === undefined) return undefined
    const stop = effect(() => onMoment(pastMoment(model)))
    return () => {
      stop()
      onMoment(undefined)
    }
  }, [model, onMoment])
  for (const client of clients) model.lanes.add(client)

  const setting = useMemo(() => {
    const words = ladderWords(language)
    return {
      model,
      language,
      strings: inspectorStrings(language),
      words,
      onJump,
      checks,
      lessonAddress,
      exportName,
      onOpenTrace,
      showTab: (name: TabName) => {
        chosen.value = name
      },
      number: (value: number) => formatNumber(value, language),
      nameOf: (id: string) => (id === serverParticipant ? words.server : participant(id).name),
    }
  }, [model, language, onJump, checks, lessonAddress, exportName, onOpenTrace, chosen])

  const View = views[tab]
  return (
    <InspectorContext.Provider value={setting}>
      <section
        class="wli"
        aria-label={setting.strings.label}
        lang={language}
        onKeyDown={(event) => keyInInspector(event, model)}
      >
        <Toolbar tab={tab} onTab={setting.showTab} />
        <div class="wli-body" data-tab={tab}>
          <div class="wli-view" role="tabpanel" id={`wli-panel-${tab}`} aria-labelledby={`wli-tab-${tab}`}>
            {(tab === 'ladder' || tab === 'packets') && <PinnedRows />}
            <View />
          </div>
          <DetailPanel />
        </div>
        <Timeline />
      </section>
    </InspectorContext.Provider>
  )
}
