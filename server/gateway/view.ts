/** How one client looks at the learner's server: through a pane in a browser, or through a door. */
import type { Translation } from './translation.ts'

export interface View {
  readonly translation: Translation
  /** Set for a pane: what a browser is told beside the learner's own headers, as pairs in a row. */
  readonly pane: { readonly headers: readonly string[] } | undefined
}
