/**
 * A button with a menu, as the ARIA practices describe it: arrows, Home and End walk, a letter finds, Enter and Space
 * choose, Escape and Tab leave. Switches and choices leave the menu open, so that several can be set in one go.
 */
import type { ComponentChildren, JSX } from 'preact'
import { useId, useRef, useState } from 'preact/hooks'
import { placeBeside } from './place-beside.ts'
import './menu.css'

interface Choice {
  readonly label: string
  readonly checked: boolean
  readonly choose: () => void
}

export type MenuEntry =
  | {
      type: 'action'
      label: string
      /** One short line that explains it. */
      hint?: string
      icon: ComponentChildren
      disabled?: boolean
      choose: () => void
    }
  | { type: 'switch'; label: string; icon: ComponentChildren; checked: boolean | 'mixed'; choose: () => void }
  | { type: 'choices'; label: string; icon: ComponentChildren; choices: readonly Choice[] }

interface Props {
  /** Names the menu, and the button where it has no text. */
  readonly label: string
  readonly title?: string
  readonly class: string
  readonly children: ComponentChildren
  readonly entries: readonly MenuEntry[]
}

export function MenuButton({ label, title = label, class: className, children, entries }: Props) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  /** Which entry gets the focus when it opens. */
  const start = useRef<0 | -1>(0)

  const items = () => [
    ...(menu.current?.querySelectorAll<HTMLElement>('[role^=menuitem]:not([aria-disabled=true])') ?? []),
  ]
  const close = () => {
    menu.current?.hidePopover()
    button.current?.focus()
  }
  // A task of its own after it has opened: the entries that `beforetoggle` asked for are drawn by then.
  const onToggle = (isOpen: boolean) => {
    if (!isOpen || menu.current === null || button.current === null) return
    placeBeside(menu.current, button.current)
    items().at(start.current)?.focus()
    start.current = 0
  }
  const onButtonKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    start.current = event.key === 'ArrowDown' ? 0 : -1
    menu.current?.showPopover()
  }
  const onMenuKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab') {
      menu.current?.hidePopover()
      button.current?.focus()
      return
    }
    if (event.key === 'Escape') {
      event.stopPropagation()
      event.preventDefault()
      close()
      return
    }
    const all = items()
    const next = neighbour(
      all,
      all.findIndex((item) => item === document.activeElement),
      event,
    )
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        class={className}
        aria-label={label}
        title={title}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        popovertarget={id}
        onKeyDown={onButtonKey}
      >
        {children}
      </button>
      <div
        ref={menu}
        id={id}
        class="wl-menu"
        role="menu"
        aria-label={label}
        popover="auto"
        onToggle={(event) => onToggle(event.newState === 'open')}
        onBeforeToggle={(event) => setOpen(event.newState === 'open')}
        onKeyDown={onMenuKey}
      >
        {open && entries.map((entry) => <Entry key={entry.label} entry={entry} close={close} />)}
      </div>
    </>
  )
}

function Entry({ entry, close }: { readonly entry: MenuEntry; readonly close: () => void }) {
  switch (entry.type) {
    case 'action':
      return (
        <Item
          role="menuitem"
          aria-disabled={entry.disabled === true}
          onClick={() => {
            if (entry.disabled === true) return
            close()
            entry.choose()
          }}
        >
          {entry.icon}
          <span>
            {entry.label}
            {entry.hint !== undefined && <span class="wl-menu-hint">{entry.hint}</span>}
          </span>
        </Item>
      )
    case 'switch':
      return (
        <Item role="menuitemcheckbox" aria-checked={entry.checked} onClick={entry.choose}>
          {entry.icon}
          <span>{entry.label}</span>
          <span class="wl-menu-switch" aria-hidden="true" />
        </Item>
      )
    case 'choices':
      return <Choices {...entry} />
    default:
      return entry satisfies never
  }
}

function Choices({ label, icon, choices }: Extract<MenuEntry, { type: 'choices' }>) {
  const id = useId()
  return (
    <div class="wl-menu-choices" role="group" aria-labelledby={id}>
      <span id={id} class="wl-menu-label">
        {icon}
        {label}
      </span>
      <span class="wl-menu-row">
        {choices.map((choice) => (
          <Item key={choice.label} role="menuitemradio" aria-checked={choice.checked} onClick={choice.choose}>
            {choice.label}
          </Item>
        ))}
      </span>
    </div>
  )
}

/** Only the focused one is in the tab order, and the focus is moved by the menu. */
function Item(props: JSX.HTMLAttributes<HTMLButtonElement>) {
  return <button type="button" class="wl-menu-item" tabIndex={-1} {...props} />
}

function neighbour(items: readonly HTMLElement[], at: number, event: KeyboardEvent): HTMLElement | undefined {
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return items.at((at + 1) % items.length)
    case 'ArrowUp':
    case 'ArrowLeft':
      return items.at(at <= 0 ? -1 : at - 1)
    case 'Home':
      return items[0]
    case 'End':
      return items.at(-1)
    default: {
      if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey) return undefined
      const letter = event.key.toLowerCase()
      const fromHere = [...items.slice(at + 1), ...items.slice(0, at + 1)]
      return fromHere.find((item) => item.textContent.trim().toLowerCase().startsWith(letter))
    }
  }
}
