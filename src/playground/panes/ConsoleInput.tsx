/** Where one types for a pane's page: one line that grows, with a history. */
import { useId, useMemo, useState } from 'preact/hooks'
import { paneInputMax } from '../../../protocol/control-constants.ts'
import type { PaneConsoleStrings } from '../../strings/pane-console.ts'
import { participant } from '../participants.ts'
import { browserStorage } from '../project/draft-store.ts'
import type { ConsoleLine } from '../run/pane-consoles.ts'
import type { PaneHandle } from '../runtime/runtime.ts'
import { typedSigns } from '../typed-signs.ts'
import type { WorkbenchModel } from '../workbench-model.ts'
import { InputHistory } from './input-history.ts'
import { useAnswer } from './use-answer.ts'

interface Props {
  readonly model: WorkbenchModel
  readonly handle: PaneHandle
  /** Names the page in the pane; undefined where there is none. */
  readonly page: string | undefined
  readonly lines: readonly ConsoleLine[]
  readonly strings: PaneConsoleStrings
}

/** Beyond these it scrolls. */
const shownRows = 6

export function ConsoleInput({ model, handle, page, lines, strings }: Props) {
  const history = useMemo(
    () => new InputHistory(browserStorage('sessionStorage'), model.props.id, handle.name),
    [model, handle],
  )
  const [text, setText] = useState('')
  const answer = useAnswer(lines, page)
  const noteId = useId()
  const isConnected = model.runtime.connection.value.state === 'connected'
  const note = noteOf(strings, page !== undefined, isConnected, answer.state)

  const run = () => {
    if (text.trim() === '') return
    const handedOver = handle.evaluate(text)
    answer.asked(handedOver)
    if (!handedOver) return
    history.add(text)
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    // Enter that chooses a word of an input method runs nothing; with a modifier it is the workbench's own key.
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const { value, selectionStart, selectionEnd } = event.currentTarget
    let recalled: string | undefined
    if (event.key === 'Enter') {
      event.preventDefault()
      run()
    } else if (event.key === 'ArrowUp' && !value.slice(0, selectionEnd).includes('\n')) {
      recalled = history.older(value)
    } else if (event.key === 'ArrowDown' && !value.slice(selectionStart).includes('\n')) {
      recalled = history.newer()
    }
    if (recalled === undefined) return
    event.preventDefault()
    setText(recalled)
  }

  return (
    <>
      {note !== undefined && (
        <p class="wl-console-note" id={noteId} role="status">
          {note}
        </p>
      )}
      <div class="wl-console-input">
        <span aria-hidden="true">{typedSigns.input}</span>
        <textarea
          rows={Math.min(shownRows, text.split('\n').length)}
          value={text}
          maxLength={paneInputMax}
          disabled={page === undefined || !isConnected}
          placeholder={strings.example}
          aria-label={strings.input(participant(handle.name).name)}
          aria-describedby={note === undefined ? undefined : noteId}
          title={strings.keys}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          enterkeyhint="send"
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
    </>
  )
}

function noteOf(
  strings: PaneConsoleStrings,
  hasPage: boolean,
  isConnected: boolean,
  answer: ReturnType<typeof useAnswer>['state'],
): string | undefined {
  if (!hasPage) return strings.noPage
  if (!isConnected) return strings.notConnected
  if (answer === 'not-ready') return strings.notReady
  return answer === 'late' ? strings.noAnswer : undefined
}
