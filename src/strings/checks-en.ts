import type { ChecksStrings } from './checks.ts'

export const checksEnglish: ChecksStrings = {
  check: 'Check',
  cancel: 'Cancel',
  shortcut: 'Check the tasks',
  unavailable: {
    'no-checks': 'There is nothing to check here.',
    'no-connection': 'Checks need the sandbox, which cannot be reached at the moment.',
  },
  tab: 'Checks',
  label: 'The lesson’s checks',
  progress: (finished, all) => `${finished} of ${all}`,
  summary: (passed, all) =>
    passed === all ? `All ${all} checks passed.` : `${passed} of ${all} checks passed.`,
  show: 'Show',
  empty: 'What the lesson expects of your server stands here.',
  emptyHow: 'Press Check: each expectation is tried on the real wire.',
  states: {
    waiting: 'Waiting',
    running: 'Running',
    interrupted: 'Broken off',
    untried: 'Not tried',
    passed: 'Passed',
    failed: 'Failed',
    'timed-out': 'Timed out',
    'not-started': 'Not tried',
  },
  timedOut: 'It took longer than ten seconds.',
  expected: 'Expected',
  seen: 'Seen',
  hint: 'Hint',
  showOnWire: 'Show on the wire',
  duration: (ms) => `${(ms / 1000).toFixed(1)} s`,
  interrupted: {
    cancelled: 'You stopped the checks.',
    run: 'The checks were stopped, because the server was started or stopped meanwhile.',
    connection:
      'The connection to the sandbox was lost, and the checks with it. Check again when it is back.',
    fault: 'Something broke on our side. Press Check again; if it stays so, reload the page.',
  },
  notStarted: {
    'syntax-error': 'The program cannot be read, so nothing was checked.',
    'start-failed': 'The program ended before it listened, so nothing was checked.',
    'never-listens': (port) => `The program does not listen on port ${port}, so nothing was checked.`,
    'start-blocked':
      'The program is busy from its start and never comes to listen, so nothing was checked. Look for a loop without end.',
    unavailable: 'The program could not be started; that is not your code’s fault.',
  },
  paneIdle: 'Only the check’s own clients are here now.',
  allPassed: 'All done: every check has passed.',
  next: (title) => `On to “${title}”`,
  last: 'That was the last lesson so far.',
}
