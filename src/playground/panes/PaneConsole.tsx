/** A client's console: folded to one line until it is opened. */
import { ChevronDown, ChevronUp } from 'lucide-preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { paneConsoleStrings } from '../../strings/pane-console.ts'
import { participant } from '../participants.ts'
import type { PaneHandle } from '../runtime/runtime.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import { ConsoleInput } from './ConsoleInput.tsx'
import { ConsoleLines } from './ConsoleLines.tsx'
import './pane-console.css'

interface Props {
  readonly model: WorkbenchModel
  readonly handle: PaneHandle
  /** Names the page in the pane; undefined where there is none. */
  readonly page: string | undefined
}

export function PaneConsole({ model, handle, page }: Props) {
  const { name } = handle
  const strings = paneConsoleStrings(model.props.language)
  const { panes } = model.strings
  const [open, setOpen] = useState(false)
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (open) box.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const { lines, older } = model.consoles.of(name).value
  const errors = lines.filter((line) => line.level === 'error').length
  const Chevron = open ? ChevronDown : ChevronUp
  return (
    <div class="wl-console" ref={box}>
      <button
        type="button"
        class="wl-console-toggle"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Chevron size={13} aria-hidden="true" />
        {panes.console}
        {lines.length > 0 && <span class="wl-badge">{panes.lines(lines.length + older)}</span>}
        {errors > 0 && (
          <span class="wl-badge" data-tone="error">
            {panes.errors(errors)}
          </span>
        )}
      </button>
      <div id={id} hidden={!open}>
        {open && (
          <>
            <ConsoleLines
              label={panes.consoleOf(participant(name).name)}
              lines={lines}
              empty={panes.consoleEmpty}
              older={older > 0 ? panes.older(older) : undefined}
              strings={strings}
            />
            <ConsoleInput model={model} handle={handle} page={page} lines={lines} strings={strings} />
          </>
        )}
      </div>
    </div>
  )
}
