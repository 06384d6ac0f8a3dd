/** The inspector's place. The inspector itself is loaded after the code and the clients are there. */
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../../protocol/lesson.ts'
import type { TraceSource } from '../../../trace/source.ts'
import type { WorkbenchModel } from '../workbench-model.ts'

interface InspectorProps {
  readonly source: TraceSource
  readonly language: Language
  readonly clients: readonly string[]
  readonly onJump: (file: string, line: number, column: number) => void
}

const modules = import.meta.glob<ComponentType<InspectorProps>>('../inspector/Inspector.tsx', {
  import: 'default',
})

export function WirePanel({ model }: { readonly model: WorkbenchModel }) {
  const [Inspector, setInspector] = useState<ComponentType<InspectorProps>>()
  useEffect(() => {
    const load = Object.values(modules)[0]
    void load?.().then((component) => setInspector(() => component))
  }, [])
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
      language={model.props.language}
      clients={[...model.clients.value]}
      onJump={(file, line, column) => model.project.jump({ file, line, column })}
    />
  )
}
