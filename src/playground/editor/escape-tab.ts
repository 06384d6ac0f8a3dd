/** Escape, then Tab, leaves the editor (WCAG 2.1.2, no keyboard trap); typing or leaving makes Tab indent again. */
import type { editor } from 'monaco-editor/editor'
import type { Monaco } from './load-monaco.ts'
import type { EditorHost } from './mount-monaco.ts'

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
  host: Pick<EditorHost, 'tabLeaves' | 'onEscape'>,
): () => void {
  const status = document.createElement('div')
  status.className = 'sr-only'
  status.setAttribute('role', 'status')
  box.append(status)

  const arm = (armed: boolean) => {
    code.updateOptions({ tabFocusMode: armed })
    status.textContent = armed ? host.tabLeaves : ''
  }
  const action = code.addAction({
    id: 'wirelab.leave-with-tab',
    label: host.tabLeaves,
    keybindings: [monaco.KeyCode.Escape],
    precondition: nothingOpen,
    run: () => {
      arm(true)
      host.onEscape()
    },
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
