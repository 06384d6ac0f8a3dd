/** What the sentences of all languages have in common. */

/** How a sentence names what it speaks of. */
export interface DiagnosisNames {
  /** The client, or the server where the diagnosis is of no client. */
  readonly who: string
  /** A name that a program chose, safe to show and no longer than a line. */
  readonly shown: (name: string) => string
}

/** Of many rooms, as many are named. */
export const roomsShown = 4
