/** Text on its way into markup. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For element content and for attributes in quotes. What is no XML character must be made inert before. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** Cut to so many characters, with an ellipsis where something is missing. */
export function fit(text: string, maxCharacters: number): string {
  const characters = Array.from(text)
  return characters.length <= maxCharacters
    ? text
    : `${characters.slice(0, Math.max(1, maxCharacters - 1)).join('')}…`
}

/** A short name made of a text, the same for the same text: FNV-1a, 32 bits. */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}
