/** The inspector's place. The inspector itself is loaded after the editor: there is nothing to inspect before a run. */
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import type LoadedInspector from '../inspector/Inspector.tsx'
import { addressIn, inspectPath, lessonPath } from '../../lessons/addresses.ts'
import { checksPanel } from '../inspector/checks-panel.ts'
import type { PastMoment } from '../inspector/past-moment.ts'
import { reportFault } from '../report-fault.ts'
import type { WorkbenchModel } from '../workbench-model.ts'

type InspectorComponent = typeof LoadedInspector

interface Props {
  readonly model: WorkbenchModel
  /** False while something more urgent loads; a run in progress needs the inspector in any case. */
  readonly wanted: boolean
}

export function WirePanel({ model, wanted }: Props) {
  const [Inspector, setInspector] = useState<InspectorComponent>()
  const load = wanted || model.runtime.status.value.state !== 'idle'
  useEffect(() => {
    if (!load) return
    import('../inspector/Inspector.tsx').then(
      (module) => setInspector(() => module.default),
      (error: unknown) => reportFault('loading the inspector', error),
    )
  }, [load])
  const onJump = useCallback(
    (file: string, line: number, column: number) => model.project.jump({ file, line, column }),
    [model],
  )
  const onMoment = useCallback(
    (moment: PastMoment | undefined) => {
      model.pastMoment.value = moment
    },
    [model],
  )
  const { id, language } = model.props
  const lessonAddress = useCallback(
    // Nobody is sent to the lesson that is open.
    (slug: string) => (slug === id ? undefined : addressIn(language, lessonPath(slug))),
    [id, language],
  )
  const onOpenTrace = useCallback(() => {
    // The lesson stays as it is, with its program running.
    window.open(addressIn(language, inspectPath), '_blank', 'noopener')
  }, [language])
  const checks = useMemo(() => checksPanel(model), [model])
  const source = model.runtime.trace
  const { layout } = model.strings
  if (Inspector === undefined) {
    return (
      <div class="wl-empty">
        <p>
          {layout.wireEmpty} <span>{layout.wireEmptyHow}</span>
        </p>
      </div>
    )
  }
  return (
    <Inspector
      // The trace of another session: nothing of what was selected in the old one holds.
      key={source.header.startedAt}
      source={source}
      language={language}
      clients={model.clients.value}
      onJump={onJump}
      tab={model.inspectorTab}
      checks={checks}
      exportName={model.props.id}
      onOpenTrace={onOpenTrace}
      lessonAddress={lessonAddress}
      onMoment={onMoment}
    />
  )
}
