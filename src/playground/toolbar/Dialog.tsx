/** The browser's own modal dialog: it holds the focus, Escape closes it, and the focus goes back. */
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

interface Props {
  readonly title: string
  readonly onClose: () => void
  /** For what is compared side by side. */
  readonly wide?: boolean
  /** For what is read from its beginning: the focus does not go to a button at its end, and the scrolling with it. */
  readonly read?: boolean
  readonly children: ComponentChildren
}

/** Open for as long as it is rendered. */
export function Dialog({ title, onClose, wide = false, read = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      class="wl-dialog"
      data-wide={wide}
      ref={dialog}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        // The backdrop belongs to the dialog element itself.
        if (event.target === dialog.current) onClose()
      }}
    >
      <div class="wl-dialog-body">
        <h2 id={titleId} {...(read && { tabIndex: -1, autofocus: true })}>
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  )
}
