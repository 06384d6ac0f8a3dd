/** Code with line numbers, set as Monaco will set it. */
import { codeMetrics, gutterPx, lineNumberCharacters, paddingTopPx } from './code-metrics.ts'

export function PlainCode({ code, label }: { readonly code: string; readonly label: string }) {
  const { fontSizePx, lineHeightPx } = codeMetrics()
  const numbers = code.split('\n').map((_, index) => index + 1)
  return (
    // Focusable, so that a keyboard can scroll it and reach the editor that follows.
    <div
      class="wl-plain-code"
      role="group"
      aria-label={label}
      tabIndex={0}
      style={{
        fontSize: `${fontSizePx}px`,
        lineHeight: `${lineHeightPx}px`,
        paddingBlock: `${paddingTopPx}px`,
      }}
    >
      <pre
        class="wl-plain-numbers"
        aria-hidden="true"
        style={{ width: `${lineNumberCharacters}ch`, marginInlineEnd: `${gutterPx}px` }}
      >
        {numbers.join('\n')}
      </pre>
      <pre>
        <code>{code}</code>
      </pre>
    </div>
  )
}
