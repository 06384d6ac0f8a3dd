import type { SiteStrings } from './site.ts'

export const siteEn: SiteStrings = {
  languageName: 'English',
  skipToContent: 'Skip to the text',
  skipToWorkbench: 'Skip to the code',
  header: {
    home: 'Wirelab, home page',
    navigation: 'Main',
    course: 'Course',
    menu: 'Menu',
    theme: {
      auto: 'Theme: as in your system',
      light: 'Theme: light',
      dark: 'Theme: dark',
    },
  },
  search: {
    label: 'Search',
    field: 'What are you looking for?',
    close: 'Close the search',
    found: 'Found:',
    nothing: 'Nothing found. Try fewer or other words.',
    unavailable: 'The search is not available here. A built site has it.',
  },
  home: {
    title: 'Wirelab: learn Socket.IO by running it',
    description:
      'A course on Socket.IO with a real server behind every lesson, several clients beside it, and every packet in view.',
    claim: 'Learn Socket.IO by watching the wire.',
    sentences: [
      'Every lesson comes with a real Node server that is yours alone: change its code, press Run, and it listens at once.',
      'Beside it, several clients connect, talk, leave and lose their network.',
      'And between them nothing is hidden: each packet is drawn as it crosses, and explained down to its last character.',
    ],
    start: 'Start the first lesson',
    course: 'The course',
    figure:
      'A sequence diagram. Ann and Ben connect to the server. Ann sends the event message with the text hi. The server passes it on to Ben, and not back to Ann.',
  },
  figure: { server: 'Server', connects: 'connects', skipped: 'not to the sender' },
  course: {
    title: 'The course',
    description: 'All lessons of the Socket.IO course, in order.',
    introduction:
      'Short lessons, one idea in each. Read, change the code, run it, and see on the wire what your change did.',
    minutes: (count) => `${count} min`,
    more: 'More lessons are being written.',
  },
  lesson: {
    workbench: 'Workbench',
    views: 'Parts of the lesson',
    view: { text: 'Text', code: 'Code', clients: 'Clients', wire: 'Wire' },
    tasks: 'Your turn',
    number: (order) => `Lesson ${order}`,
    previous: 'Back',
    next: 'Next',
    allLessons: 'All lessons',
    more: 'This is the last lesson so far.',
    neighbours: 'Other lessons',
    codeWithoutScript: 'Editing and running the code needs JavaScript. Reading does not.',
  },
  notFound: {
    title: 'Nothing answers at this address',
    text: 'The page may have moved, or the address has a letter too many. Nothing you wrote is lost: drafts stay in this browser.',
    home: 'Home page',
    course: 'All lessons',
  },
}
