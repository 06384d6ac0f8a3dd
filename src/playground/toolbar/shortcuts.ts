/** The workbench's keys, in one place: what they do and how they are written. */

const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent)

/** As the reader's keyboard has it: `⌘ Enter` or `Ctrl Enter`. */
export const modifierName = () => (isApple() ? '⌘' : 'Ctrl')

export type Shortcut = 'run' | 'check' | 'save' | 'list'

/** The shortcut that a key press asks for, if any. */
export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  const modifier = isApple() ? event.metaKey : event.ctrlKey
  if (modifier && event.shiftKey && !event.altKey && event.key === 'Enter') return 'check'
  if (modifier && !event.altKey && !event.shiftKey) {
    if (event.key === 'Enter') return 'run'
    // By place as well: on a Russian layout the key gives `ы`.
    if (event.key.toLowerCase() === 's' || event.code === 'KeyS') return 'save'
  }
  return event.key === '?' && !event.ctrlKey && !event.metaKey && !isTyping(event.target) ? 'list' : undefined
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, .wl-monaco') !== null)
  )
}
