/** Escape, then Tab, leaves the editor (WCAG 2.1.2, no keyboard trap); typing or leaving makes Tab indent again. */
import type { editor } from 'monaco-editor/editor'
import type { Monaco } from './load-monaco.ts'

/** Escape has work of its own while one of these is open. */
const nothingOpen = [
  'suggestWidgetVisible',
  'findWidgetVisible',
  'parameterHintsVisible',
  'renameInputVisible',
  'inSnippetMode',
  'hasMultipleSelections',
  'markersNavigationVisible',
  'editorHoverFocused',
  'inlineSuggestionVisible',
]
  .map((key) => `!${key}`)
  .join(' && ')

/** Returns what ends it. */
export function bindEscape(
  monaco: Monaco,
  code: editor.IStandaloneCodeEditor,
  box: HTMLElement,
  told: string,
): () => void {
  const status = document.createElement('div')
  status.className = 'sr-only'
  status.setAttribute('role', 'status')
  box.append(status)

  const arm = (armed: boolean) => {
    code.updateOptions({ tabFocusMode: armed })
    status.textContent = armed ? told : ''
  }
  const action = code.addAction({
    id: 'wirelab.leave-with-tab',
    label: told,
    keybindings: [monaco.KeyCode.Escape],
    precondition: nothingOpen,
    run: () => arm(true),
  })
  const subscriptions = [
    action,
    code.onDidBlurEditorText(() => arm(false)),
    code.onDidChangeModelContent(() => arm(false)),
  ]
  return () => {
    for (const subscription of subscriptions) subscription.dispose()
    status.remove()
  }
}
