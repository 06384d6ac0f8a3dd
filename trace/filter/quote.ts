/** Texts as they stand in a filter. */

const plainPiece = /^[^\s()"*]+$/

/** In quotes, so that every character stands for itself. */
export function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

/** A name or a part of one, in quotes only where it needs them. */
export function nameText(name: string): string {
  return plainPiece.test(name) ? name : quote(name)
}
