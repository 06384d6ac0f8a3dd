/** Which lesson teaches what a verdict speaks of. */
import { serverParticipant } from '../../protocol/trace-constants.ts'
import type { Verdict } from './explanation.ts'

/** The lesson's slug without its number; undefined where no lesson is about it. */
export function lessonOfVerdict(verdict: Verdict): string | undefined {
  switch (verdict.outcome) {
    case 'received':
      return verdict.recovered === true ? 'disconnect' : undefined
    case 'unheard':
      if (verdict.why === 'socket-closed' || verdict.why === 'socket-refused') return 'disconnect'
      return verdict.participant === serverParticipant ? 'server' : 'client'
    case 'unknown':
      return undefined
    case 'not-sent':
      switch (verdict.why) {
        case 'sender':
          return 'broadcast'
        case 'other-socket':
          return 'everyone'
        case 'not-connected':
        case 'lost':
          return 'disconnect'
        case 'left-room':
          return verdict.reconnected === true ? 'disconnect' : undefined
        case 'none-of-sockets':
        case 'answered-before':
        case 'excepted':
        case 'not-in-room':
        case 'joined-later':
        case 'room-not-text':
        case 'other-namespace':
        case 'other-server':
        case 'volatile':
        case 'threw':
          return undefined
        default:
          return verdict satisfies never
      }
    default:
      return verdict satisfies never
  }
}
