import { check, pageCheck } from '../../harness/lesson.ts'

const everyone = ['ann', 'ben', 'cat'] as const

export default [
  check('others-hear', everyone, async ({ ann, ben, cat }, trace) => {
    await ann.emit('message', { text: 'hi from Ann' })
    await trace.delivered('message', { to: [ben, cat], args: [{ text: 'hi from Ann' }], times: 1 })
    // Listening does not end with the first message.
    await ann.emit('message', { text: 'Ann again' })
    await trace.delivered('message', { to: [ben, cat], args: [{ text: 'Ann again' }], times: 1 })
  }),

  check('not-the-sender', everyone, async ({ ann, ben, cat }, trace) => {
    await ben.emit('message', { text: 'hi from Ben' })
    await trace.delivered('message', { to: [ann, cat] })
    await trace.notDelivered('message', { to: [ben] })
  }),

  check('who', everyone, async ({ ann, ben, cat }, trace) => {
    await cat.emit('message', { text: 'hi from Cat' })
    await trace.delivered('message', { to: [ann, ben], args: [{ from: cat.id, text: 'hi from Cat' }] })
    await ann.emit('message', { text: 'hi from Ann' })
    await trace.delivered('message', { to: [ben, cat], args: [{ from: ann.id, text: 'hi from Ann' }] })
  }),

  check('joined', everyone, async ({ ann, ben, cat }, trace) => {
    await trace.delivered('joined', { to: [ann], args: [{ id: ben.id }], times: 1 })
    await trace.delivered('joined', { to: [ann, ben], args: [{ id: cat.id }], times: 1 })
    await trace.notDelivered('joined', { to: [cat] })
  }),

  check('sent', everyone, async ({ ann, ben, cat }, trace) => {
    await ann.emit('message', { text: 'hi from Ann' })
    await trace.delivered('sent', { to: [ann], args: [{ text: 'hi from Ann' }], times: 1 })
    await trace.notDelivered('sent', { to: [ben, cat] })
  }),
]

/** What the figure of the prose shows. */
export const recording = pageCheck('recording', everyone, async ({ ann, ben, cat }, trace) => {
  // A page that has loaded may still be connecting.
  for (const client of [ann, ben, cat]) await trace.connected(client)
  await ann.fill('input', 'hi')
  await ann.click('button')
  await ben.shows(': hi')
  await cat.shows(': hi')
  await trace.settled()
})
