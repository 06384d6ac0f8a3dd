/** What every drawn export says: names of participants, the heading, and what was left out. */
import type { Language } from '../../protocol/lesson.ts'
import { serverParticipant } from '../../protocol/trace-constants.ts'
import { inertText } from '../inert-text.ts'
import { ladderWords } from '../ladder-words.ts'
import { participant } from '../participant.ts'
import { formatNumber } from '../quantity.ts'
import type { LadderExtract } from './ladder-extract.ts'
import { exportWords } from './export-words.ts'

/** Of a participant's name; a foreign trace can have any. */
const nameMax = 16

/** A participant's name as people read it, inert. */
export function exportedName(id: string, language: Language): string {
  return id === serverParticipant ? ladderWords(language).server : inertText(participant(id).name, nameMax)
}

export function exportTitle({ startedAt }: LadderExtract, language: Language): string {
  return exportWords(language).title(startedAt.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC'))
}

/** One sentence for each bound that was reached, and for an extract without rows. */
export function leftOutTexts(extract: LadderExtract, language: Language): readonly string[] {
  const words = exportWords(language)
  const { leftOut, leftOutParticipants, items, isExcerpt } = extract
  return [
    ...(leftOut > 0 ? [words.leftOutRows(formatNumber(leftOut, language))] : []),
    ...(leftOutParticipants > 0
      ? [words.leftOutParticipants(formatNumber(leftOutParticipants, language))]
      : []),
    ...(items.length === 0 ? [isExcerpt ? words.nothingShown : words.nothing] : []),
  ]
}
