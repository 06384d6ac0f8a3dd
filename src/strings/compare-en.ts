import type { CompareStrings } from './compare.ts'

export const compareEnglish: CompareStrings = {
  open: 'Compare runs',
  close: 'Close the comparison',
  label: 'Two runs side by side',
  left: 'Left',
  right: 'Right',
  run: (run, entry, time) => `Run ${run} · ${entry} · began at ${time} s`,
  runOf: (file, run) => `${file}: ${run}`,
  openFile: 'Add a trace file…',
  unreadable: (file) => `${file} is not a trace that can be read.`,
  changes: {
    same: 'the same',
    changed: 'other payload',
    'left-only': 'only left',
    'right-only': 'only right',
  },
  counts: {
    changed: (count) => `${count} changed`,
    'left-only': (count) => `${count} only left`,
    'right-only': (count) => `${count} only right`,
  },
  noDifference: 'No difference: the same packets, those of each client in the same order.',
  next: 'Next difference',
  previous: 'Previous difference',
  both: (left, right) => `left ${left}; right ${right}`,
  more: (left, right) => `Not compared, as there are too many: ${left} packets left, ${right} right.`,
  notExact: 'These runs have little in common: the pairs are a guess.',
  nothing: 'Neither run has sent a packet yet.',
  keys: 'In a comparison of runs: previous and next difference',
}
