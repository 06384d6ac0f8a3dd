import { pageCheck, someText } from '../../harness/lesson.ts'

/** What a message of the checks' own needs of a page: the field and the button that `start/index.html` has. */
const field = 'input[name=text]'
const button = 'button'

export default [
  pageCheck('script', ['ann'], async ({ ann }, trace) => {
    // The server hands out the same client minified, and as a module.
    await trace.requested('/socket.io/socket.io.js', {
      from: ann,
      or: /^\/socket\.io\/socket\.io(\.esm)?(\.min)?\.js$/,
    })
  }),

  pageCheck('connect', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    await trace.connected(ann)
    await trace.connected(ben)
    // The server welcomes each connection: a page has one.
    await trace.delivered('welcome', { to: [ann, ben], times: 1 })
  }),

  pageCheck('welcome', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    for (const client of [ann, ben]) {
      const [welcome] = await trace.delivered('welcome', { to: [client], args: [{ text: someText }] })
      await client.shows(textOf(welcome?.values), '#text')
    }
  }),

  pageCheck('send', ['ann'], async ({ ann }, trace) => {
    await trace.settled()
    await ann.fill(field, 'a word from Ann')
    await ann.click(button)
    const { seq } = await trace.sent('message', { from: ann, args: [{ text: 'a word from Ann' }] })
    // A form that is not held back loads the page anew.
    await trace.notRequested('/', { from: ann, after: seq })
    // The key submits the form, too, whoever listens for a click alone.
    await ann.fill(field, 'sent with Enter')
    await ann.press(field, 'Enter')
    const { seq: later } = await trace.sent('message', { from: ann, args: [{ text: 'sent with Enter' }] })
    await trace.notRequested('/', { from: ann, after: later })
  }),

  pageCheck('messages', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    await trace.settled()
    for (const text of ['first words', 'second words']) {
      await ann.fill(field, text)
      await ann.click(button)
      await ben.shows(text, '#log')
    }
    await trace.settled()
    for (const client of [ann, ben]) await client.showsEach(['first words', 'second words'], '#log li')
  }),

  pageCheck('as-text', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    await trace.settled()
    await ann.fill(field, '<b>bold</b> <img src="/gift">')
    await ann.click(button)
    await ben.shows('<b>bold</b> <img src="/gift">', '#log')
    await trace.notRequested('/gift', { from: ben })
  }),
]

/** What the figure of the prose shows. */
export const recording = pageCheck('recording', ['ann', 'ben'], async ({ ann, ben }, trace) => {
  await trace.delivered('welcome', { to: [ann, ben] })
  await ann.fill(field, 'hi')
  await ann.click(button)
  await ben.shows('hi', '#log')
  await trace.settled()
})

function textOf([data]: readonly unknown[] = []): string {
  return typeof data === 'object' && data !== null && 'text' in data ? String(data.text) : ''
}
