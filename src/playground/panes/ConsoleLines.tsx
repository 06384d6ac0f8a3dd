/** The lines of a pane's console: what its page printed, and what was typed for it and came of it. */
import { useEffect, useRef } from 'preact/hooks'
import type { PaneConsoleStrings } from '../../strings/pane-console.ts'
import type { ConsoleLine } from '../run/pane-consoles.ts'
import { typedSigns } from '../typed-signs.ts'
import { consoleHint } from './console-hint.ts'

interface Props {
  readonly label: string
  readonly lines: readonly ConsoleLine[]
  readonly empty: string
  readonly older: string | undefined
  readonly strings: PaneConsoleStrings
}

export function ConsoleLines({ label, lines, empty, older, strings }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [lines])
  return (
    <div class="wl-console-lines" ref={box} role="log" aria-label={label} tabIndex={0}>
      {lines.length === 0 && <p class="wl-soft">{empty}</p>}
      {older !== undefined && <p class="wl-soft">{older}</p>}
      {lines.map((line) => (
        <Line key={line.seq} line={line} strings={strings} />
      ))}
    </div>
  )
}

function Line({ line, strings }: { readonly line: ConsoleLine; readonly strings: PaneConsoleStrings }) {
  const hint = consoleHint(line)
  return (
    <>
      <p data-level={line.level} data-typed={line.typed}>
        <span>
          {line.typed !== undefined && (
            <>
              <span aria-hidden="true">{typedSigns[line.typed]} </span>
              <span class="wl-said">{strings.typed[line.typed]}: </span>
            </>
          )}
          {line.text}
        </span>
        {line.file !== undefined && (
          <span class="wl-soft">
            {line.file}
            {line.line === undefined ? '' : `:${line.line}`}
          </span>
        )}
      </p>
      {hint !== undefined && <p class="wl-console-hint">{strings.hint[hint]}</p>}
    </>
  )
}
