/** The site's search: a button in the header, a dialog with one field, and what was found below it. */
import { find, type Found } from './pagefind.ts'

interface Parts {
  readonly dialog: HTMLDialogElement
  readonly field: HTMLInputElement
  readonly status: HTMLElement
  readonly list: HTMLElement
  /** The three sentences of the status line, in the page's language. */
  readonly words: { readonly found: string; readonly nothing: string; readonly unavailable: string }
}

export function startSearch(root: HTMLElement): void {
  const open = root.querySelector('button')
  const dialog = root.querySelector('dialog')
  const field = root.querySelector('input')
  const status = root.querySelector<HTMLElement>('[data-status]')
  const list = root.querySelector<HTMLElement>('[data-results]')
  if (!open || !dialog || !field || !status || !list)
    throw new Error('The search has lost a part of its markup.')
  const { found = '', nothing = '', unavailable = '' } = root.dataset
  const parts: Parts = { dialog, field, status, list, words: { found, nothing, unavailable } }

  open.addEventListener('click', () => dialog.showModal())
  field.addEventListener('input', () => void search(parts))
  dialog.addEventListener('click', (event) => {
    // A click on the dialog itself is one on what lies around its content.
    if (event.target === dialog || (event.target instanceof Element && event.target.closest('a')))
      dialog.close()
  })
  dialog.addEventListener('keydown', (event) => moveFocus(event, parts))
  addEventListener('keydown', (event) => {
    const isShortcut = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
    // In the editor the same keys begin commands of its own.
    const isElsewhere = event.target instanceof Element && event.target.closest('#workbench') !== null
    if (!isShortcut || isElsewhere || event.defaultPrevented) return
    event.preventDefault()
    if (dialog.open) dialog.close()
    else dialog.showModal()
  })
}

async function search({ field, status, list, words }: Parts): Promise<void> {
  const term = field.value.trim()
  if (term === '') {
    status.textContent = ''
    list.replaceChildren()
    return
  }
  try {
    const found = await find(term)
    if (found === null || field.value.trim() !== term) return
    status.textContent = found.length === 0 ? words.nothing : `${words.found} ${found.length}`
    list.replaceChildren(...found.map(resultItem))
  } catch {
    // There is no index while developing: the build writes it.
    status.textContent = words.unavailable
    list.replaceChildren()
  }
}

function resultItem({ page, section, url, excerpt }: Found): HTMLLIElement {
  const link = document.createElement('a')
  link.href = url
  const title = document.createElement('strong')
  title.textContent = section === undefined ? page : `${page} · ${section}`
  const text = document.createElement('span')
  text.innerHTML = excerpt
  link.append(title, text)
  const item = document.createElement('li')
  item.append(link)
  return item
}

/** Arrows walk from the field through the results and back. */
function moveFocus(event: KeyboardEvent, { field, list }: Parts): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const stops: HTMLElement[] = [field, ...list.querySelectorAll('a')]
  const current = stops.findIndex((stop) => stop === document.activeElement)
  stops[Math.min(stops.length - 1, Math.max(0, current + step))]?.focus()
}
