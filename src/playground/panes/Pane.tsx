/** A client: a small browser on the learner's server, with a console of its own. */
import { ExternalLink, RotateCw, X } from 'lucide-preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { participant, participantColour } from '../participants.ts'
import type { Served, WorkbenchModel } from '../workbench-model.ts'
import { NetworkControls } from './NetworkControls.tsx'
import { NetworkMarks } from './NetworkMarks.tsx'
import { PaneConsole } from './PaneConsole.tsx'
import { PaneFrame } from './PaneFrame.tsx'
import { StagedPane } from './StagedPane.tsx'
import { PaneStatus } from './PaneStatus.tsx'

interface Props {
  readonly model: WorkbenchModel
  readonly name: string
}

const iconSize = 14

export function Pane({ model, name }: Props) {
  const { panes } = model.strings
  const who = participant(name)
  const handle = useMemo(() => model.runtime.openPane(name), [model, name])
  const [reloads, setReloads] = useState(0)
  const served = model.served.value
  const cast = model.checks.stage.cast.value
  const isChecking = cast !== undefined
  const last = useLastServed(model)
  const pageVersion = model.control.pageVersion(name)
  const url = last === undefined ? undefined : handle.url(last.port)
  // Another run, saved pages or a press on reload: a new frame, which leaves no trace in the tab's history.
  const page = last === undefined ? undefined : `${url} ${last.run} ${pageVersion} ${reloads}`

  return (
    <section
      class="wl-pane"
      style={{ '--wl-pane-colour': participantColour(name) }}
      aria-label={panes.pane(who.name)}
    >
      <header class="wl-pane-head">
        <span class="wl-letter" aria-hidden="true">
          {who.letter}
        </span>
        <h2>{who.name}</h2>
        <span class="wl-address" title={panes.address}>
          localhost:{last?.port ?? model.props.port}/
        </span>
        <PaneStatus model={model} name={name} />
        <span class="wl-pane-actions">
          <NetworkControls model={model} name={name} />
          <button
            type="button"
            class="wl-button"
            disabled={url === undefined || isChecking}
            aria-label={panes.reload(who.name)}
            title={panes.reload(who.name)}
            onClick={() => setReloads(reloads + 1)}
          >
            <RotateCw size={iconSize} aria-hidden="true" />
          </button>
          {url !== undefined && (
            <a
              class="wl-button"
              href={url}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={panes.open(who.name)}
              title={panes.open(who.name)}
            >
              <ExternalLink size={iconSize} aria-hidden="true" />
            </a>
          )}
          <button
            type="button"
            class="wl-button"
            disabled={isChecking}
            aria-label={panes.remove(who.name)}
            title={panes.remove(who.name)}
            onClick={() => model.removeClient(name)}
          >
            <X size={iconSize} aria-hidden="true" />
          </button>
        </span>
      </header>
      <NetworkMarks model={model} name={name} />
      {isChecking ? (
        <StagedPane model={model} handle={handle} client={cast.get(name)} />
      ) : url === undefined ? (
        <EmptyPane model={model} />
      ) : (
        <PaneFrame
          key={page}
          handle={handle}
          url={url}
          title={panes.frameTitle(who.name)}
          ended={served === undefined ? panes.ended : undefined}
          silent={panes.silent}
        />
      )}
      <PaneConsole model={model} handle={handle} page={isChecking ? undefined : page} />
    </section>
  )
}

function EmptyPane({ model }: { readonly model: WorkbenchModel }) {
  const { panes } = model.strings
  const status = model.runtime.status.value
  return (
    <div class="wl-empty">
      {status.state === 'running' || status.state === 'starting' ? (
        <p>{panes.waiting}</p>
      ) : (
        <p>
          {panes.empty} <span>{panes.emptyHow}</span>
        </p>
      )}
    </div>
  )
}

/**
 * What was served last: when a run ends, its page stays, until another run is asked for. Left in place till that one
 * listens, it would be among its clients for a moment, and again as the page that takes its place.
 */
function useLastServed(model: WorkbenchModel): Served | undefined {
  const last = useRef<Served>()
  const hasEnded = useRef(false)
  const served = model.served.value
  const activity = model.control.activity.value
  const isOnItsWay =
    activity.state === 'requested' || (activity.state === 'session' && activity.status.state === 'starting')
  if (served !== undefined) {
    last.current = served
    hasEnded.current = false
  } else if (!isOnItsWay) hasEnded.current = true
  else if (hasEnded.current) last.current = undefined
  return last.current
}
