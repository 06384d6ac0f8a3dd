import { check, pageCheck, someText } from '../../harness/lesson.ts'

const both = ['ann', 'ben'] as const

export default [
  pageCheck('run', both, async ({ ann, ben }, trace) => {
    await trace.connected(ann)
    await trace.connected(ben)
  }),

  check('answer', both, async ({ ann }, trace) => {
    await ann.emit('question', { text: 'Why?' })
    await trace.delivered('answer', { to: [ann], args: [{ text: someText }], times: 1 })
  }),

  check('question', both, async ({ ben }, trace) => {
    await ben.emit('question', { text: 'Where?' })
    await trace.delivered('answer', { to: [ben], args: [{ question: 'Where?' }] })
  }),

  check('nobody-else', both, async ({ ann, ben }, trace) => {
    await ann.emit('question', { text: 'When?' })
    await trace.delivered('answer', { to: [ann] })
    await trace.notDelivered('answer', { to: [ben] })
  }),
]

/** What a figure of the prose would show: record it with "wirelab record", then draw it with <Wire title="…" />. */
export const recording = pageCheck('recording', both, async ({ ann }, trace) => {
  await ann.fill('input', 'Why?')
  await ann.click('button')
  await trace.delivered('answer', { to: [ann] })
  await trace.settled()
})
