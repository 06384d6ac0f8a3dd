/** Tabs, and what holds for all of them: pause, clear, what is missing. */
import { useRef } from 'preact/hooks'
import { Eraser, Eye, Pause, Play } from 'lucide-preact'
import { CompareButton } from './CompareButton.tsx'
import { useInspector } from './context.ts'
import { FilterButton } from './FilterButton.tsx'
import { FilterInput } from './FilterInput.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { SentencesButton } from './SentencesButton.tsx'
import { tabNamesOf, type TabName } from './tab-names.ts'

const iconPx = 16

export interface ToolbarProps {
  readonly tab: TabName
  readonly onTab: (tab: TabName) => void
}

export function Toolbar({ tab, onTab }: ToolbarProps) {
  return (
    <div class="wli-toolbar">
      <Tabs tab={tab} onTab={onTab} />
      <Notices />
      <FilterInput tab={tab} />
      <Actions tab={tab} />
    </div>
  )
}

function Tabs({ tab, onTab }: ToolbarProps) {
  const { strings, checks } = useInspector()
  const tabNames = tabNamesOf(checks !== undefined)
  const list = useRef<HTMLDivElement>(null)
  const pressed = (event: KeyboardEvent) => {
    const place = tabNames.indexOf(tab)
    const target = targetOf(event.key, place, tabNames)
    if (target === undefined) return
    event.preventDefault()
    onTab(target)
    list.current?.querySelector<HTMLElement>(`#wli-tab-${target}`)?.focus()
  }
  return (
    <div class="wli-tabs" role="tablist" aria-label={strings.label} ref={list} onKeyDown={pressed}>
      {tabNames.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`wli-tab-${name}`}
          class="wli-tab"
          aria-selected={name === tab}
          aria-controls={name === tab ? `wli-panel-${name}` : undefined}
          tabIndex={name === tab ? 0 : -1}
          onClick={() => onTab(name)}
        >
          {name === 'checks' ? checks?.strings.tab : strings.tabs[name]}
        </button>
      ))}
    </div>
  )
}

function targetOf(key: string, place: number, tabNames: readonly TabName[]): TabName | undefined {
  switch (key) {
    case 'ArrowRight':
      return tabNames[(place + 1) % tabNames.length]
    case 'ArrowLeft':
      return tabNames.at(place - 1)
    case 'Home':
      return tabNames[0]
    case 'End':
      return tabNames.at(-1)
    default:
      return undefined
  }
}

function Notices() {
  const { model, strings, number } = useInspector()
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  return (
    <div class="wli-notices">
      {model.dropped > 0 && (
        <span>{strings[model.complete ? 'notInFile' : 'dropped'](number(model.dropped))}</span>
      )}
      {model.paused.value && <span role="status">{strings.paused(number(model.waiting))}</span>}
    </div>
  )
}

function Actions({ tab }: Pick<ToolbarProps, 'tab'>) {
  const { model, strings } = useInspector()
  const hides = model.hiddenThrough.value > 0
  return (
    <div class="wli-actions">
      <FilterButton />
      {hides && (
        <button type="button" class="wli-action" title={strings.showAll} onClick={() => model.showAll()}>
          <Eye size={iconPx} aria-hidden="true" />
          <span>{strings.showAll}</span>
        </button>
      )}
      {tab === 'ladder' && <SentencesButton />}
      <CompareButton />
      {!model.complete && <LiveActions />}
      <ExportMenu />
    </div>
  )
}

/** To a file nothing is added: there is nothing to hold back, and nothing to make room for. */
function LiveActions() {
  const { model, strings } = useInspector()
  const paused = model.paused.value
  const pause = paused ? strings.resume : strings.pause
  return (
    <>
      <button type="button" class="wli-action" title={pause} onClick={() => model.setPaused(!paused)}>
        {paused ? <Play size={iconPx} aria-hidden="true" /> : <Pause size={iconPx} aria-hidden="true" />}
        <span>{pause}</span>
      </button>
      <button type="button" class="wli-action" title={strings.clear} onClick={() => model.clear()}>
        <Eraser size={iconPx} aria-hidden="true" />
        <span>{strings.clear}</span>
      </button>
    </>
  )
}
