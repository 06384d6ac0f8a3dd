import type { WhyStrings } from './why.ts'

export const whyEnglish: WhyStrings = {
  ask: 'Why?',
  askTitle: 'Who got it, who did not, and why',
  signs: {
    received: 'received',
    unheard: 'not heard',
    'not-sent': 'not sent',
    unknown: 'not known',
  },
  verdicts: 'Who got it, and why',
  shownBy: 'Shown by:',
  all: 'All emits',
  noticed: 'Noticed',
  earlierRuns: (count) => `In earlier runs (${count})`,
  recent: 'Latest emits',
  sentBy: (client) => `sent by ${client ?? 'the server'}`,
  answer: 'answer',
  lesson: 'The lesson about this',
  saidByServer: 'Frames are certain. Whom a call was for, and who is in a room, is the server’s own word.',
  empty: {
    what: 'For each emit it will be told here who got it, who did not, and why.',
    how: 'Press Run and let a client or the server send something; then choose it here or in the ladder.',
  },
  evidence: {
    join: (who, room) => `${who} joins “${room}”`,
    leave: (who, room) => `${who} leaves “${room}”`,
    connect: (who) => `${who} connects`,
    disconnect: (who, reason) => `${who} disconnects: ${reason}`,
    refused: 'connection refused',
    arrived: (who, handlers) => `${who}: ${handlers === 1 ? '1 handler' : `${handlers} handlers`}`,
    answered: (who) => `${who}: answer arrives`,
    addedLate: (who, event) => `${who}: handler for “${event}” added`,
    delivery: (who) => `handed to ${who}’s connection`,
    call: 'the call',
  },
}
