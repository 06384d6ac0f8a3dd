/** A client's console: folded to one line until it is opened. */
import { ChevronDown, ChevronUp } from 'lucide-preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { participant } from '../participants.ts'
import type { ConsoleLine } from '../run/pane-consoles.ts'
import type { WorkbenchModel } from '../workbench-model.ts'

interface Props {
  readonly model: WorkbenchModel
  readonly name: string
}

export function PaneConsole({ model, name }: Props) {
  const { panes } = model.strings
  const [open, setOpen] = useState(false)
  const id = useId()
  const { lines, older } = model.consoles.of(name).value
  const errors = lines.filter((line) => line.level === 'error').length
  const Chevron = open ? ChevronDown : ChevronUp
  return (
    <div class="wl-console">
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
          <Lines
            label={panes.consoleOf(participant(name).name)}
            lines={lines}
            empty={panes.consoleEmpty}
            older={older > 0 ? panes.older(older) : undefined}
          />
        )}
      </div>
    </div>
  )
}

interface LinesProps {
  readonly label: string
  readonly lines: readonly ConsoleLine[]
  readonly empty: string
  readonly older: string | undefined
}

function Lines({ label, lines, empty, older }: LinesProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [lines])
  return (
    <div class="wl-console-lines" ref={box} role="log" aria-label={label} tabIndex={0}>
      {lines.length === 0 && <p class="wl-soft">{empty}</p>}
      {older !== undefined && <p class="wl-soft">{older}</p>}
      {lines.map((line) => (
        <p key={line.seq} data-level={line.level}>
          <span>{line.text}</span>
          {line.file !== undefined && (
            <span class="wl-soft">
              {line.file}
              {line.line === undefined ? '' : `:${line.line}`}
            </span>
          )}
        </p>
      ))}
    </div>
  )
}
