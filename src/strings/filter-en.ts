import type { FilterStrings } from './filter.ts'

export const filterEnglish: FilterStrings = {
  label: 'Filter',
  placeholder: 'Filter: event:chat client:ann',
  shortcut: 'Filter what the inspector shows',
  clear: 'Clear the filter',
  count: (shown, total) => `${shown} of ${total}`,
  nothing: {
    what: 'Nothing here passes the filter.',
    how: {
      live: 'The trace goes on; what passes will appear.',
      file: 'The file has something else; change the filter, or clear it.',
    },
  },
  steps: (shown, all) => `${shown} of ${all} steps`,
  ofThem: (shown) => `${shown} of them ${shown === 1 ? 'passes' : 'pass'} the filter`,
  stepsHidden: (hidden, all) =>
    hidden === all
      ? `The filter hides all of its steps (${all}).`
      : `The filter hides ${hidden} of ${all} steps.`,
  completion: 'What can be typed here',
  mistakes: {
    'unknown-key': ({ text }) =>
      `There is no key “${text}”. A text with a colon that is to be found as it stands goes in quotes.`,
    'missing-value': ({ key }) => `After “${key}:” a value must follow, without a space.`,
    'unknown-value': ({ text, key, values }) => `“${text}” is no value of “${key}”. It can be: ${values}.`,
    'not-a-number': ({ text, key }) => `“${key}” takes a whole number or *, not “${text}”.`,
    'not-a-quantity': ({ key }) =>
      key === 'time'
        ? 'A time is a comparison, a number and ms or s: >1.5s.'
        : 'A size is a number with b, kb or mb, after a comparison if you like: >1kb. A kb is 1000 bytes.',
    'missing-comparison': () => 'Nothing happens at exactly that moment: write < or > before the time.',
    'unclosed-quote': () => 'The quote has no end.',
    'unclosed-parenthesis': () => 'The parenthesis is not closed.',
    'unexpected-parenthesis': () => 'No parenthesis was opened before this one.',
    'missing-term': ({ text }) =>
      text.startsWith('(')
        ? 'Nothing stands between the parentheses.'
        : `“${text}” has nothing to apply to. To find the word itself, put it in quotes.`,
    'too-deep': () => 'Parentheses nested this deep are not read.',
    'too-long': () => 'A filter this long is not read.',
  },
  mend: (suggestion) => `Write ${suggestion}`,
  stillInForce: (filter) => `Until then this filter holds: ${filter}`,
  noneInForce: 'Until then everything is shown.',
  only: (term) => `Add to the filter: ${term}`,
  help: {
    open: 'How to write a filter',
    close: 'Close',
    title: 'How to write a filter',
    typed: 'What you write',
    finds: 'What it finds',
    keys: {
      event: 'packets and calls of this event, and answers to it',
      client: 'what a client sent, received or printed; also client:server',
      dir: 'to the server (up) or to a client (down)',
      ns: 'a namespace, with or without its slash',
      type: 'the type of the packet: event, ack, connect, ping …',
      ack: 'questions and answers with this number; ack:* is any',
      room: 'calls for a room and the packets that carried them',
      transport: 'websocket or polling',
      kind: 'the kind of record: packet, heartbeat, console, error, http …',
      size: 'bytes on the wire: b, kb (1000) or mb',
      time: 'time since the run began: ms or s',
    },
    text: 'this text anywhere in a packet, a line or an error',
    star: '* stands for any text in a name',
    quotes: 'quotes hold a name or a text with spaces together',
    and: 'both',
    or: 'one of the two',
    not: 'everything but this',
    parentheses: 'what belongs together',
    notes: 'Upper and lower case are the same. Rooms are what the server says of itself.',
  },
}
