import type { ProgressStrings } from './progress.ts'

export const progressEnglish: ProgressStrings = {
  taskDone: 'done',
  lessonDone: 'That is all of it. The lesson is done.',
  done: 'done',
  partly: (tasks, all) => `${tasks} of ${all} tasks`,
  file: {
    title: 'Your progress',
    text: 'It is kept in this browser, without an account. As a file it moves to another one.',
    save: 'Save as a file',
    bring: 'Add from a file',
    brought: (lessons) =>
      lessons === 1
        ? 'Added: the file knew of 1 lesson. Nothing that was here is lost.'
        : `Added: the file knew of ${lessons} lessons. Nothing that was here is lost.`,
    notKept: 'This browser does not let the page keep anything, so the file’s progress could not be added.',
    problems: {
      'not-json': 'That file is not one of Wirelab’s. Choose the one that “Save as a file” made.',
      'not-progress': 'That file holds no progress of Wirelab’s, or is damaged. Nothing was changed.',
      newer: 'That file was saved by a newer Wirelab than this one. Nothing was changed.',
      unreadable: 'The file could not be read. Nothing was changed.',
    },
  },
  goOnWith: (title) => `Go on with “${title}”`,
  prediction: {
    title: 'Before you run it',
    run: 'Run and see',
    notReady: 'The workbench is still loading. Try again in a moment.',
    starting: 'Starting the server…',
    waiting: (client, event) =>
      `The server is running. Now do it on ${client}’s page: waiting for “${event}”.`,
    ended: 'The run ended before it could be seen. Press “Run and see” again.',
    told: (client, got, foretold) => {
      if (got)
        return foretold ? `${client} got it, as you said.` : `${client} got it, which you did not expect.`
      return foretold
        ? `${client} did not get it, as you said.`
        : `${client} did not get it, though you expected so.`
    },
    score: (right, all) => (right === all ? 'You foresaw it all.' : `Right about ${right} of ${all}.`),
  },
}
