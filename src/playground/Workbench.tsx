/** Editor, client panes and inspector over a runtime: the live half of a lesson's page. */
import { useSignal } from '@preact/signals'
import { useCallback, useEffect, useId, useMemo, useState } from 'preact/hooks'
import { CheckStatus } from './checks/CheckStatus.tsx'
import { usePredictions } from './checks/use-predictions.ts'
import { useKeptFocus } from './checks/use-kept-focus.ts'
import { Editor } from './editor/Editor.tsx'
import { FileTabs } from './editor/FileTabs.tsx'
import { LessonBar } from './editor/LessonBar.tsx'
import { ProblemNotice } from './editor/ProblemNotice.tsx'
import { MaximiseButton, type Panel } from './layout/MaximiseButton.tsx'
import { PanelSizes } from './layout/panel-sizes.ts'
import { Separator } from './layout/Separator.tsx'
import { WirePanel } from './layout/WirePanel.tsx'
import { ConnectionBanner } from './notices/ConnectionBanner.tsx'
import { NoticeList } from './notices/NoticeList.tsx'
import { AddClient } from './panes/AddClient.tsx'
import { Panes } from './panes/Panes.tsx'
import { browserStorage } from './project/draft-store.ts'
import { createCompanionRuntime } from './runtime/companion-runtime.ts'
import { RunStatus } from './toolbar/RunStatus.tsx'
import { Shortcuts } from './toolbar/Shortcuts.tsx'
import { shortcutOf } from './toolbar/shortcuts.ts'
import { Toolbar } from './toolbar/Toolbar.tsx'
import { WorkbenchModel } from './workbench-model.ts'
import type { WorkbenchProps } from './workbench-props.ts'
import './workbench.css'

export default function Workbench(props: WorkbenchProps) {
  // The island's props never change; what is made from them lives as long as the island.
  const model = useMemo(
    () => new WorkbenchModel(props, createCompanionRuntime({ url: location.origin, page: window })),
    [],
  )
  const sizes = useMemo(() => new PanelSizes(browserStorage()), [])
  const maximised = useSignal<Panel | undefined>(undefined)
  const restorePanels = useCallback(() => {
    maximised.value = undefined
  }, [maximised])
  const [listing, setListing] = useState(false)
  const [editorSettled, setEditorSettled] = useState(false)
  const onEditorSettled = useCallback(() => setEditorSettled(true), [])
  const editorId = useId()
  const { strings } = model
  const { columns, rows } = sizes.sizes.value

  useKeptFocus(model.checks)
  usePredictions(model)
  useEffect(
    () => () => {
      model.close()
      model.runtime.close()
    },
    [model],
  )
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event)
      if (shortcut === undefined) return
      event.preventDefault()
      event.stopPropagation()
      if (shortcut === 'run') void model.run()
      else if (shortcut === 'save') void model.save()
      else if (shortcut === 'check') void model.check()
      else setListing(true)
    }
    // In the capture phase: Monaco has a use of its own for some of these keys.
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [model])

  return (
    <div
      class="wl-workbench"
      data-checking={model.checks.run.value.state === 'running'}
      onKeyDown={(event) => {
        if (event.key === 'Escape') restorePanels()
      }}
    >
      <ConnectionBanner runtime={model.runtime} strings={strings} />
      <div
        class="wl-panels"
        data-maximised={maximised.value}
        style={{
          '--wl-left': `${columns}fr`,
          '--wl-right': `${1 - columns}fr`,
          '--wl-upper': `${rows}fr`,
          '--wl-lower': `${1 - rows}fr`,
        }}
      >
        <section class="wl-panel" data-panel="code" id={`${editorId}-code`} aria-label={strings.layout.code}>
          <div class="wl-bar">
            <FileTabs model={model} panelId={`${editorId}-file`} />
            <Toolbar model={model} onShortcuts={() => setListing(true)} />
            <MaximiseButton panel="code" maximised={maximised} strings={strings.layout} />
          </div>
          <LessonBar model={model} />
          <NoticeList notices={model.notices} strings={strings.drafts} />
          <ProblemNotice model={model} />
          <div
            class="wl-file"
            id={`${editorId}-file`}
            role="tabpanel"
            aria-label={model.project.active.value}
          >
            <Editor
              key={model.program.value.spelling}
              project={model.project}
              problems={model.problems}
              advice={model.advice}
              language={props.language}
              strings={strings.editor}
              onSettled={onEditorSettled}
              onEscape={restorePanels}
            />
          </div>
          <div class="wl-foot">
            <CheckStatus model={model} />
            <RunStatus model={model} />
          </div>
        </section>
        <Separator
          divider="columns"
          sizes={sizes}
          label={strings.layout.resizeColumns}
          controls={`${editorId}-code`}
        />
        <section
          class="wl-panel"
          data-panel="clients"
          aria-label={strings.layout.clients}
          id={`${editorId}-clients`}
        >
          <Panes model={model} />
          <div class="wl-clients-foot">
            <AddClient model={model} />
            <MaximiseButton panel="clients" maximised={maximised} strings={strings.layout} />
          </div>
        </section>
        <Separator
          divider="rows"
          sizes={sizes}
          label={strings.layout.resizeRows}
          controls={`${editorId}-code`}
        />
        <section class="wl-panel" data-panel="wire" aria-label={strings.layout.wire}>
          <WirePanel model={model} wanted={editorSettled} />
          <MaximiseButton panel="wire" maximised={maximised} strings={strings.layout} />
        </section>
      </div>
      {listing && (
        <Shortcuts language={props.language} strings={strings.shortcuts} onClose={() => setListing(false)} />
      )}
    </div>
  )
}
