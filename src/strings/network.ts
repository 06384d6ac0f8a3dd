/** Every text of the network's controls, in one shape that each language fills. */
import type { Language } from '../../protocol/lesson.ts'
import { networkEnglish } from './network-en.ts'
import { networkRussian } from './network-ru.ts'

export interface NetworkStrings {
  /** Names the menu of one client. */
  readonly menu: (name: string) => string
  readonly all: string
  readonly allTitle: string
  readonly unplug: (name: string) => string
  readonly plugIn: (name: string) => string
  readonly unplugAll: string
  readonly latency: string
  readonly noLatency: string
  readonly stall: string
  readonly pollingOnly: string
  readonly drop: string
  readonly dropAll: string
  readonly restart: string
  /** What is so now, beside a client's status. */
  readonly marks: {
    readonly label: (name: string) => string
    readonly unplugged: string
    readonly latency: (time: string) => string
    readonly stalled: string
    readonly pollingOnly: string
  }
  readonly refused: string
}

const byLanguage: Readonly<Record<Language, NetworkStrings>> = { en: networkEnglish, ru: networkRussian }

export function networkStrings(language: Language): NetworkStrings {
  return byLanguage[language]
}
