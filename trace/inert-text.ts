/**
 * Makes any text safe to look at. What a browser or a terminal would obey or hide is shown instead, as `‹U+202E›`:
 * control characters (so terminal escapes lose their effect), bidirectional controls, invisible and zero-width
 * characters, line and paragraph separators, lone surrogates, code points that are no characters. Emoji keep the
 * joiners and selectors that they are made of.
 */

export interface InertOptions {
  /** Of the result, in UTF-16 units; what does not fit is left out. */
  readonly maxLength?: number
  /** Line feeds and tabs stay as they are (console output). Elsewhere they are shown too. */
  readonly keepLines?: boolean
}

/** A stretch of the result. `escape` pieces stand for a character that is not shown as itself. */
export interface InertPiece {
  readonly text: string
  readonly escape: boolean
}

export interface InertPieces {
  readonly pieces: readonly InertPiece[]
  /** Something was left out because of `maxLength`. */
  readonly cut: boolean
  /** The true length of the source, in UTF-16 units. */
  readonly length: number
}

/** Emoji sequences first, so that their joiners are matched as part of them; then what must not be shown as itself. */
const emoji = String.raw`\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?`
const notable = new RegExp(
  String.raw`(?<emoji>${emoji}(?:\u200D${emoji}){0,9})` +
    String.raw`|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]`,
  'gu',
)

/** Nothing in the text needs a second look: the ordinary case, found without building pieces. */
const plain = /^[\x20-\x7e]*$/

const escapeOf = (character: string) =>
  `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`

/** The text in pieces, for a page that marks what is not shown as itself. */
export function inertPieces(source: string, options: InertOptions = {}): InertPieces {
  const { maxLength = Number.POSITIVE_INFINITY, keepLines = false } = options
  // The result is never shorter than the source, so what lies beyond cannot fit: a long text costs no more than this.
  const looked = source.length > maxLength ? source.slice(0, maxLength + 2) : source
  const pieces: InertPiece[] = []
  let room = maxLength
  let cut = false
  const put = (text: string, escape: boolean) => {
    if (cut || text === '') return
    if (text.length <= room) {
      room -= text.length
      pieces.push({ text, escape })
      return
    }
    cut = true
    const part = escape ? '' : wholeCharacters(text, room)
    if (part !== '') pieces.push({ text: part, escape })
  }

  let shown = 0
  for (const match of plain.test(looked) ? [] : looked.matchAll(notable)) {
    const [character] = match
    if (match.groups?.emoji !== undefined) continue
    if (keepLines && (character === '\n' || character === '\t')) continue
    put(looked.slice(shown, match.index), false)
    put(escapeOf(character), true)
    shown = match.index + character.length
    if (cut) break
  }
  put(looked.slice(shown), false)
  return { pieces, cut, length: source.length }
}

const ellipsis = '…'

/** The text as one string of at most `maxLength` units; an ellipsis ends it when something was left out. */
export function inertText(source: string, maxLength = Number.POSITIVE_INFINITY, keepLines = false): string {
  const whole = inertPieces(source, { maxLength, keepLines })
  if (!whole.cut) return textOf(whole)
  return textOf(inertPieces(source, { maxLength: maxLength - ellipsis.length, keepLines })) + ellipsis
}

/** Several lines as one, for a row of a list: where the source begins a new line, a sign says so. */
export function inertLine(source: string, maxLength?: number): string {
  const line = source.includes('\n') ? source.trimEnd().replaceAll(/\r?\n[ \t]*/g, ' ↵ ') : source
  return inertText(line, maxLength)
}

const textOf = ({ pieces }: InertPieces) => pieces.map((piece) => piece.text).join('')

/** The first `length` units, without half of a surrogate pair at the end. */
function wholeCharacters(text: string, length: number): string {
  const last = text.charCodeAt(length - 1)
  const splitsPair = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, splitsPair ? length - 1 : length)
}
