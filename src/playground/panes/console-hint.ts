/** What to add to an error that typed code gave. The words are browsers', which know nothing of sockets or panes. */
import type { ConsoleLine } from '../run/pane-consoles.ts'

/** Chromium and Firefox, then Safari. */
const noSocket = /^ReferenceError: (?:sockets? is not defined|Can't find variable: sockets?)\b/
/** The class is the same everywhere; nothing else throws it. */
const refused = /^EvalError: /

export function consoleHint(
  line: Pick<ConsoleLine, 'typed' | 'level' | 'text'>,
): 'socket' | 'policy' | undefined {
  if (line.typed !== 'result' || line.level !== 'error') return undefined
  if (noSocket.test(line.text)) return 'socket'
  return refused.test(line.text) ? 'policy' : undefined
}
