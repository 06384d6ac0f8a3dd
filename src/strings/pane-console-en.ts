import type { PaneConsoleStrings } from './pane-console.ts'

export const paneConsoleEnglish: PaneConsoleStrings = {
  input: (name) => `Code for the page of ${name}`,
  example: "socket.emit('message', 'hi')",
  typed: { input: 'typed', result: 'result' },
  keys: 'Enter runs it, Shift+Enter begins a new line, ↑ brings earlier input back.',
  noPage: 'There is no page to talk to yet: press Run first.',
  notConnected: 'The sandbox cannot be reached at the moment; the page would not be heard.',
  notReady: 'The page is still loading. What you typed is kept: press Enter again in a moment.',
  noAnswer:
    'The page has not answered. It may be caught in a long computation: reload it if that does not end.',
  hint: {
    socket:
      'No socket of this page was found: it has made none yet, or hides it. In the page, write window.socket = … to have it here.',
    policy:
      'This page’s own Content-Security-Policy forbids running text as code. Allow it with script-src … ’unsafe-eval’ to type here.',
  },
}
