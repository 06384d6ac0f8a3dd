/** Text of a stranger: never markup, and what a browser would obey or hide is shown as what it is. */
import { inertPieces } from '../../../trace/inert-text.ts'

export interface InertTextProps {
  readonly source: string
  readonly maxLength: number
  readonly keepLines?: boolean
}

export function InertText({ source, maxLength, keepLines = false }: InertTextProps) {
  const { pieces, cut } = inertPieces(source, { maxLength, keepLines })
  // Code and data are read from the left, whatever the script of the names in them.
  return (
    <bdi dir="ltr">
      {pieces.map(({ text, escape }, index) =>
        // Pieces of one text never change places.
        escape ? (
          <span key={index} class="wli-escape">
            {text}
          </span>
        ) : (
          text
        ),
      )}
      {cut && '…'}
    </bdi>
  )
}
