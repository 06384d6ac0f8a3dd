/** Which events somebody listens for: as reports have told, and as the code of the run says. */
import { serverParticipant } from '../../protocol/trace-constants.ts'
import type { ExplainedTrace } from './explained-trace.ts'

/** `socket.on('chat', …)` in all its spellings, with the name as a plain literal. */
const registration =
  /\.\s*(?:on|once|addListener|prependListener|prependOnceListener)\s*\(\s*(['"`])([^'"`\\\n$]{1,80})\1/g
const readMax = 200_000
const namesMax = 500

/** Of socket.io itself: nobody means one of these by another name. */
const reserved = new Set([
  'connect',
  'connection',
  'connect_error',
  'disconnect',
  'disconnecting',
  'error',
  'newListener',
  'removeListener',
])

/**
 * Names that this participant listens for, the certain ones first: those with handlers that a report told of in the run of
 * the event `seq`, then those that its code registers.
 */
export function listenedNames(
  participant: string,
  seq: number,
  { landmarks }: ExplainedTrace,
): ReadonlySet<string> {
  const names = new Set(landmarks.listened(participant, seq))
  const start = landmarks.startOf(seq)
  if (start?.phase !== 'start') return names
  for (const [file, text] of Object.entries(start.files)) {
    if (!isCodeOf(participant, file, start.entry)) continue
    for (const [, , name = ''] of text.slice(0, readMax).matchAll(registration)) {
      if (!reserved.has(name)) names.add(name)
      if (names.size >= namesMax) return names
    }
  }
  return names
}

/** The entry is the server's and a page is a client's; of other files nobody can tell, so they are neither's. */
function isCodeOf(participant: string, file: string, entry: string): boolean {
  return participant === serverParticipant ? file === entry : /\.html?$/i.test(file)
}
