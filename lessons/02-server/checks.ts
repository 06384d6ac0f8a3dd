import { check, pageCheck, someText } from '../../harness/lesson.ts'

export default [
  pageCheck('run', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    await trace.connected(ann)
    await trace.connected(ben)
  }),

  check('welcome', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    await trace.delivered('welcome', { to: [ann, ben], args: [{ text: someText }], times: 1 })
  }),

  check('own-id', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    await trace.delivered('welcome', { to: [ann], args: [{ id: ann.id }] })
    await trace.delivered('welcome', { to: [ben], args: [{ id: ben.id }] })
  }),

  check('log', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    await ann.emit('message', { text: 'a word from Ann' })
    await trace.logged('a word from Ann')
    await ben.emit('message', { text: 'another from Ben' })
    await trace.logged('another from Ben')
    // Listening does not end with the first message.
    await ann.emit('message', { text: 'one more from Ann' })
    await trace.logged('one more from Ann')
  }),
]

/** What the figure of the prose shows. */
export const recording = pageCheck('recording', ['ann', 'ben'], async ({ ann, ben }, trace) => {
  await trace.delivered('welcome', { to: [ann, ben] })
  await ann.fill('input', 'hi')
  await ann.click('button')
  await trace.logged('hi')
  await trace.settled()
})
