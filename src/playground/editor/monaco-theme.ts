/** Monaco in the product's colours, in both themes, following the site. */
import type { Monaco } from './load-monaco.ts'

/** Follows `data-theme` of the root. Returns what ends it. */
export function followTheme(monaco: Monaco): () => void {
  const root = document.documentElement
  const apply = () => {
    defineTheme(monaco, root.dataset['theme'] === 'dark')
    monaco.editor.setTheme('wirelab')
  }
  apply()
  const observer = new MutationObserver(apply)
  observer.observe(root, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

function defineTheme(monaco: Monaco, dark: boolean): void {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => sixDigits(style.getPropertyValue(`--wl-${name}`).trim())
  const rule = (scope: string, name: string, fontStyle = '') => ({
    token: scope,
    foreground: token(name).replace('#', ''),
    fontStyle,
  })
  // Two digits of alpha after a colour of six.
  const faint = (name: string, alpha: string) => token(name) + alpha

  monaco.editor.defineTheme('wirelab', {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      rule('', 'ink'),
      rule('comment', 'ink-soft', 'italic'),
      rule('keyword', 'participant-3'),
      rule('string', 'participant-1'),
      rule('string.escape', 'participant-2'),
      rule('regexp', 'participant-2'),
      rule('number', 'participant-2'),
      rule('type', 'participant-5'),
      rule('identifier', 'ink'),
      rule('delimiter', 'ink-soft'),
      rule('tag', 'participant-5'),
      rule('metatag', 'ink-soft'),
      // The base has rules of its own for these, too pale or too loud on our paper.
      rule('metatag.html', 'ink-soft'),
      rule('metatag.content.html', 'ink'),
      rule('delimiter.html', 'ink-soft'),
      rule('attribute.value.html', 'participant-1'),
      rule('string.html', 'participant-1'),
      rule('attribute.value.number.css', 'participant-2'),
      rule('attribute.value.unit.css', 'participant-2'),
      rule('attribute.value.hex.css', 'participant-2'),
      rule('attribute.name', 'participant-3'),
      rule('attribute.value', 'participant-1'),
    ],
    colors: {
      'editor.background': token('surface'),
      'editor.foreground': token('ink'),
      'editorLineNumber.foreground': token('ink-soft'),
      'editorLineNumber.activeForeground': token('ink'),
      'editorCursor.foreground': token('ink'),
      'editor.lineHighlightBackground': faint('ink', '0a'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': faint('accent', '40'),
      'editor.inactiveSelectionBackground': faint('accent', '22'),
      'editorIndentGuide.background1': token('hairline'),
      'editorIndentGuide.activeBackground1': token('ink-soft'),
      'editorWidget.background': token('paper'),
      'editorWidget.border': token('hairline'),
      'editorWidget.foreground': token('ink'),
      'editorSuggestWidget.background': token('paper'),
      'editorSuggestWidget.border': token('hairline'),
      'editorSuggestWidget.selectedBackground': faint('accent', '30'),
      'editorSuggestWidget.selectedForeground': token('ink'),
      'editorSuggestWidget.highlightForeground': token('accent'),
      'editorSuggestWidget.focusHighlightForeground': token('accent'),
      'editorHoverWidget.background': token('paper'),
      'editorHoverWidget.border': token('hairline'),
      'editorError.foreground': token('error'),
      'editorWarning.foreground': token('warn'),
      'editorInfo.foreground': token('accent'),
      'scrollbarSlider.background': faint('ink', '1f'),
      'scrollbarSlider.hoverBackground': faint('ink', '33'),
      'scrollbarSlider.activeBackground': faint('ink', '44'),
      'scrollbar.shadow': '#00000000',
      focusBorder: token('accent'),
      'input.background': token('surface'),
      'input.foreground': token('ink'),
      'input.border': token('hairline'),
    },
  })
}

/** Monaco wants `#rrggbb`; a minified stylesheet says `#rgb` where it can. */
function sixDigits(colour: string): string {
  return colour.length === 4 ? colour.replaceAll(/[\da-f]/gi, '$&$&') : colour
}
