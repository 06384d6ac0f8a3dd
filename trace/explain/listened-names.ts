/** Which events somebody listens for: as reports have told, and as the code of the run says. */
import { fileText } from '../run-files.ts'
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
    if (!isCodeOf(participant, file, start.entry, start.files)) continue
    for (const [, , name = ''] of text.slice(0, readMax).matchAll(registration)) {
      if (!reserved.has(name)) names.add(name)
      if (names.size >= namesMax) return names
    }
  }
  return names
}

type Files = Readonly<Record<string, string>>

const isPage = (file: string) => /\.html?$/i.test(file)

/**
 * The entry is the server's and a page is a client's. Any other file belongs to the side that alone names it: of one that
 * both name, or neither, nobody can tell.
 */
function isCodeOf(participant: string, file: string, entry: string, files: Files): boolean {
  const isOfServer = file === entry || (!isPage(file) && names(fileText(files, entry), file))
  const isOfPage = isPage(file) || Object.keys(files).some((page) => isPage(page) && names(files[page], file))
  return isOfServer !== isOfPage && isOfServer === (participant === serverParticipant)
}

/** Whether a text speaks of a file: by its name, with or without the ending. */
function names(text: string | undefined, file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  return text !== undefined && name !== '' && text.slice(0, readMax).includes(`/${name}`)
}
