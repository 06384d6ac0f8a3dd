import { check, pageCheck } from '../../harness/lesson.ts'

const both = ['ann', 'ben'] as const

export default [
  check('named', both, async ({ ann, ben }, trace) => {
    await ann.emit('nickname', 'Ann')
    await ann.emit('message', { text: 'hi' })
    await trace.delivered('message', { to: [ann, ben], args: [{ from: 'Ann', text: 'hi' }], times: 1 })
  }),

  check('each-their-own', both, async ({ ann, ben }, trace) => {
    await ann.emit('nickname', 'Ann')
    await trace.settled()
    await ben.emit('nickname', 'Ben')
    await trace.settled()
    await ann.emit('message', { text: 'from Ann' })
    await trace.delivered('message', { to: [ben], args: [{ from: 'Ann', text: 'from Ann' }] })
    await ben.emit('message', { text: 'from Ben' })
    await trace.delivered('message', { to: [ann], args: [{ from: 'Ben', text: 'from Ben' }] })
  }),

  check('nobody-yet', both, async ({ ann, ben }, trace) => {
    await ann.emit('nickname', 'Ann')
    await trace.sent('nickname', { from: ann })
    await ben.emit('message', { text: 'hi' })
    await trace.delivered('message', { to: [ann], args: [{ from: 'anonymous', text: 'hi' }] })
  }),

  check('who', both, async ({ ann, ben }, trace) => {
    await ann.emit('nickname', 'Ann')
    await trace.sent('nickname', { from: ann })
    await ben.emit('nickname', 'Ben')
    await trace.settled()
    const [names] = await ann.ask('who')
    trace.equal(Array.isArray(names) ? names.map(String).toSorted() : names, ['Ann', 'Ben'])
    await ben.close()
    await trace.disconnected(ben)
    await trace.settled()
    const [remaining] = await ann.ask('who')
    trace.equal(remaining, ['Ann'])
  }),

  pageCheck('again', both, async ({ ann, ben }, trace) => {
    await trace.connected(ann)
    await trace.connected(ben)
    await ann.fill('#name', 'Ann')
    await ann.click('#naming button')
    await trace.sent('nickname', { from: ann, args: ['Ann'] })
    await ann.drop()
    await trace.disconnected(ann)
    await trace.connected(ann)
    // The page hears of it a moment after the wire.
    await trace.settled()
    await ann.fill('#text', 'back again')
    await ann.click('#speaking button')
    await trace.delivered('message', { to: [ben], args: [{ from: 'Ann', text: 'back again' }] })
  }),
]

/** What the figure of the prose shows. */
export const recording = pageCheck('recording', both, async ({ ann, ben }, trace) => {
  await trace.connected(ann)
  await trace.connected(ben)
  await ann.fill('#name', 'Ann')
  await ann.click('#naming button')
  await ann.fill('#text', 'hi')
  await ann.click('#speaking button')
  await ben.shows('Ann: hi')
  await ben.fill('#text', 'who is there?')
  await ben.click('#speaking button')
  await ann.shows('anonymous: who is there?')
  await trace.settled()
})
