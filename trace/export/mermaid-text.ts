/**
 * Text on its way into a Mermaid diagram. Mermaid reads `#59;` as the character of that number; everything that its
 * grammar, its directives (`%%{`), its markup (`<br>`, `$$`, backticks) or its own placeholders could obey is written so.
 * https://mermaid.js.org/syntax/sequenceDiagram.html#entity-codes-to-escape-characters
 */
import { inertText } from '../inert-text.ts'

/** Letters and digits of any script, and the signs that mean nothing to Mermaid after a colon. */
const plain = /[\p{L}\p{M}\p{N}\p{So}\p{Extended_Pictographic} .,"'()/?!=_+*[\]→←·…“”‘’‹›—–-]/u

/** What Mermaid 12 replaces entities with while it parses: a text that holds them itself would be taken for one. */
const placeholders = new Set(['ﬂ', '°', '¶', 'ß'])

/** Mermaid takes the last semicolon away from a line that looks like a style to it. */
const styleWords = /style|classDef/g

const entity = (character: string): string => `#${character.codePointAt(0) ?? 0};`

/** One line, inert, at most `maxLength` UTF-16 units before it is escaped. */
export function mermaidText(text: string, maxLength: number): string {
  const escaped = Array.from(inertText(text, maxLength).replaceAll('\u00A0', ' '), (character) =>
    plain.test(character) && !placeholders.has(character) ? character : entity(character),
  ).join('')
  return escaped.replace(styleWords, (word) => entity(word.charAt(0)) + word.slice(1))
}
