import type { TraceViewerStrings } from './trace-viewer.ts'

export const traceViewerEnglish: TraceViewerStrings = {
  title: 'Inspector',
  description: 'Open a recorded Socket.IO session and see every packet of it, explained.',
  link: 'Inspector',
  invitation: 'open a session that you recorded, and see why a message did not arrive.',
  heading: 'Open a trace file',
  drop: 'Drop it anywhere on this page, or choose it.',
  dropNow: 'Let go to open it',
  choose: 'Choose a file…',
  example: 'Open an example',
  exampleHint:
    'In the example a room leaves one of three clients out, a network fails, and an event’s name is misspelt.',
  sources: 'Where traces come from',
  command: 'The command line, for a server of your own:',
  fromLesson: 'Any lesson: Export, then Trace, in the bar above the ladder.',
  stays: 'The file is read in your browser and sent nowhere.',
  withoutScript: 'Reading a trace file needs JavaScript.',
  reading: (name) => `Reading ${name}…`,
  opened: (name, events) => `${name}: ${events} ${events === '1' ? 'event' : 'events'}`,
  cut: 'The file ends in the middle of a line. This is what could be read.',
  close: 'Close this message',
  problems: {
    'not-a-trace': () =>
      'is not a trace. A trace is a .jsonl file that begins with "format":"wirelab-trace".',
    'future-version': () => 'was written by a newer Wirelab. Open it with that one.',
    'bad-line': (line) =>
      `cannot be read from line ${line} on: no event of a trace, or out of order. Take that line away, or export the trace again.`,
    'too-large': (size) =>
      `is larger than ${size}. Make it smaller with wirelab trace --filter … --to jsonl.`,
    unreadable: () => 'could not be read. It may have been moved, or it is a folder: choose it once more.',
  },
  exampleFailed: 'The example did not load. Try once more.',
}
