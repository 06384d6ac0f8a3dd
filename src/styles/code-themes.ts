/** The colours of code in texts: those of the editor (`monaco-theme.ts`), in the scopes of TextMate grammars. */
import { readFileSync } from 'node:fs'

type Colours = Readonly<Record<string, string>>

const [light = {}, dark = {}] = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
  .split(":root[data-theme='dark']")
  .map(coloursIn)

export const codeThemes = [theme('wirelab-dark', 'dark', dark), theme('wirelab-light', 'light', light)]

function coloursIn(css: string): Colours {
  return Object.fromEntries(
    [...css.matchAll(/--wl-([\w-]+): (#[\da-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  )
}

function theme(name: string, type: 'dark' | 'light', colours: Colours) {
  const rule = (foreground: string, scope: string[], fontStyle?: string) => ({
    scope,
    settings: { foreground: colours[foreground] ?? '', ...(fontStyle !== undefined && { fontStyle }) },
  })
  return {
    name,
    type,
    // Texts stand on paper; the contrast of each word is reckoned from it.
    colors: { 'editor.background': colours['paper'] ?? '', 'editor.foreground': colours['ink'] ?? '' },
    tokenColors: [
      rule('ink-soft', ['punctuation', 'keyword.operator', 'storage.type.function.arrow', 'meta.brace']),
      rule('ink-soft', ['comment', 'punctuation.definition.comment'], 'italic'),
      rule('participant-3', ['keyword', 'storage', 'constant.language', 'variable.language.this']),
      rule('participant-3', [
        'keyword.operator.new',
        'keyword.operator.expression',
        'entity.other.attribute-name',
      ]),
      rule('participant-1', ['string', 'punctuation.definition.string']),
      rule('participant-2', ['constant.numeric', 'constant.character.escape', 'string.regexp']),
      rule('participant-5', ['entity.name.tag', 'entity.name.type', 'support.type', 'support.class']),
      rule('participant-3', ['support.type.property-name']),
      rule('participant-1', ['support.constant.property-value', 'support.constant.color']),
      rule('participant-2', ['keyword.other.unit', 'constant.other.color']),
    ],
  }
}
