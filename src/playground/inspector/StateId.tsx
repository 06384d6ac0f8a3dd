/** A socket's id: short until it is pointed at or focused, and copied when pressed. */
import { useState } from 'preact/hooks'
import { inertText } from '../../../trace/inert-text.ts'
import { useInspector } from './context.ts'

const shortLength = 6
const fullLength = 60

export function shortId(id: string): string {
  return inertText(id, shortLength + 1)
}

export function SocketId({ id }: { readonly id: string }) {
  const { strings } = useInspector()
  const [copied, setCopied] = useState(false)
  const full = inertText(id, fullLength)
  const copy = (element: HTMLElement) => {
    // Where a page may not write to the clipboard, the id is selected for the reader to copy.
    const clipboard: Clipboard | undefined = navigator.clipboard
    const select = () => getSelection()?.selectAllChildren(element)
    if (clipboard === undefined) select()
    else
      clipboard.writeText(id).then(
        () => setCopied(true),
        () => select(),
      )
  }
  return (
    <span class="wli-id">
      <button
        type="button"
        class="wli-id-text"
        aria-label={strings.state.copyId(full)}
        title={strings.state.copyId(full)}
        onClick={(event) => copy(event.currentTarget)}
        onBlur={() => setCopied(false)}
      >
        {full}
      </button>
      <span role="status" class="wli-soft">
        {copied ? strings.state.copied : ''}
      </span>
    </span>
  )
}
