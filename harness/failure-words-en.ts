import type { FailureWords } from './failure-words.ts'

export const failureWordsEn: FailureWords = {
  delivered: (client, event) => `${client} receives ${event}.`,
  notDelivered: (client, event) => `${client} does not receive ${event}.`,
  deliveredTimes: (client, event, times) =>
    `${client} receives ${event} ${times === 1 ? 'exactly once' : `exactly ${times} times`}.`,
  cameTimes: (times) => (times === 1 ? 'It came once.' : `It came ${times} times.`),
  sent: (client, event) => `${client} sends ${event}.`,
  nothingCame: (client) => `${client} received no event at all.`,
  nothingSent: (client) => `${client} sent no event at all.`,
  connects: (client) => `${client} connects to the server.`,
  noConnection: 'No connection was made.',
  connectionLost: 'There was a connection, and it is over.',
  noSocketIo: (request, status) =>
    `What listens on this port knows nothing of Socket.IO: it answered ${request} with ${status}.`,
  notGiven: (request, status) => `No connection was made. The server answered ${request} with ${status}.`,
  nothingListens: (port) => `Nothing listens on port ${port}.`,
  pageError: (client, error) => `Error in ${client}’s page: ${error}`,
  consoleError: (line) => `In the server’s console: ${line}`,
  disconnects: (client) => `${client}’s connection ends.`,
  stillConnected: 'It is still connected.',
  answer: (client, event) => `${client} gets an answer to ${event}.`,
  noAnswer: 'No answer came.',
  requests: (client, path, times) =>
    times === 1
      ? `${client} asks the server for ${path}, and gets it.`
      : `${client} asks the server for ${path} at least ${times} times, and gets it.`,
  requestsNot: (client, path) => `${client} does not ask the server for ${path}.`,
  noRequests: 'It asked for nothing.',
  responds: (path) => `The server answers a request for ${path}.`,
  element: (client, selector) => `${client}’s page has an element ${selector}.`,
  noElement: 'There is none.',
  page: (client) => `${client}’s page loads.`,
  noPage: 'It did not load.',
  noPageBut: (status) => `The server answered ${status} in place of a page.`,
  shows: (client, text, selector) =>
    selector === undefined
      ? `${client}’s page shows “${text}”.`
      : `${client}’s page shows “${text}” in ${selector}.`,
  showsNot: (client, text, selector) =>
    selector === undefined
      ? `${client}’s page does not show “${text}”.`
      : `${client}’s page does not show “${text}” in ${selector}.`,
  showsEach: (client, texts, selector) =>
    `${client}’s page has an element ${selector} for each of these, and no other: ${texts.map((text) => `“${text}”`).join(', ')}.`,
  nothingShown: 'It is empty.',
  logs: (text) => `The server’s console says “${text}”.`,
  nothingLogged: 'It says nothing.',
  keepsRunning: 'The server keeps running.',
  keepsAnswering: 'The server answers.',
  blocked: (time) => `It has not answered for ${time}: its code is busy, for example in a loop without end.`,
  ended: (reason) => `The server ended: ${reason}`,
  more: (count) => `(${count} more before)`,
  canBeRead: 'Node can read the program.',
  starts: 'The server starts.',
  listens: 'The server listens on the port on which the clients look for it.',
  silent: 'It does not listen there, even after a while.',
  busyFromTheStart: 'It never got there: its code is busy, for example in a loop without end.',
  canBeRun: 'There is a place to run the program.',
  checkEnds: 'The check comes to its end.',
  overran: 'It took longer than a check may.',
}
