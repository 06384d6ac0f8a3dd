import type { LessonFilesStrings } from './lesson-files.ts'

const checksReadme = `
## Checks

    npm test

runs the lesson's checks against the files in this folder. End \`npm start\` first: both use the same port. Checks that open pages need Chrome, Chromium or Edge; without one they are left out, and the report says so.

The checks are in \`test/checks.mts\`. The program runs as any other on your machine, not in a sandbox.
`

export const lessonFilesEnglish: LessonFilesStrings = {
  spelling: {
    label: 'Spelling of the code',
    names: { classic: 'Classic', current: 'Current', typescript: 'TypeScript' },
    running: (name) => `Still running: ${name}. Run starts what you see.`,
  },
  solution: {
    open: 'Solution',
    title: 'The solution beside your code',
    question:
      'You have not changed anything yet. Whoever tries first, and fails, reads a solution with other eyes. Do you want to see it all the same?',
    tryFirst: 'I’ll try first',
    showIt: 'Show the solution',
    files: 'Files of the solution',
    mine: 'Mine',
    theSolution: 'Solution',
    mineOf: (file) => `Mine: ${file}`,
    solutionOf: (file) => `Solution: ${file}`,
    compared: (file) => `Mine and the solution: ${file}`,
    same: 'same',
    notThere: 'There is no such file here.',
    promise: 'What you wrote is kept: “Back to mine” brings it back.',
    use: 'Use the solution',
    backToMine: 'Back to mine',
    close: 'Close',
  },
  download: {
    open: 'Download',
    title: 'Download as a project',
    failed: 'The project could not be put together. Reload the page and try again; what you wrote is kept.',
    readme: ({ title, entry, port, tested }) => `# ${title}

The program of a Wirelab lesson, as you had it in the editor.

It needs Node 22.18 or newer. In this folder:

    npm install
    npm start

Then open <http://localhost:${port}>. Each further tab is one more client.

\`npm start\` starts \`${entry}\`. Ctrl+C ends it; after a change, start it again.
${tested ? checksReadme : ''}`,
  },
  startOver: {
    title: 'Start over?',
    starter: 'Back to the starter',
    starterText:
      'All files become what the lesson gave you. What you wrote is kept, and you can fetch it back.',
    discard: 'Discard my draft',
    discardText: 'The same, but what you wrote is not kept. Until you leave the page you can undo it.',
    cancel: 'Cancel',
  },
}
