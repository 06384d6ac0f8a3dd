import { check, pageCheck } from '../../harness/lesson.ts'

const everyone = ['ann', 'ben', 'cat'] as const

export default [
  check('newcomer', everyone, async ({ ann, cat }, trace) => {
    await cat.close()
    // A tab is closed before its server knows, and the wire sees it before the program does.
    await trace.disconnected(cat)
    await trace.settled()
    await ann.emit('vote', { choice: 'tea' })
    await trace.settled()
    await cat.open()
    await trace.delivered('result', { to: [cat], args: [{ tea: 1, coffee: 0 }], times: 1 })
    // Ann was told as she came; that Ben and Cat came after her is no reason to tell her again.
    await trace.delivered('result', { to: [ann], args: [{ tea: 0, coffee: 0 }], times: 1 })
  }),

  check('everyone', everyone, async ({ ann, ben, cat }, trace) => {
    await ann.emit('vote', { choice: 'tea' })
    await trace.delivered('result', { to: [ann, ben, cat], args: [{ tea: 1, coffee: 0 }], times: 1 })
    await ben.emit('vote', { choice: 'coffee' })
    await trace.delivered('result', { to: [ann, ben, cat], args: [{ tea: 1, coffee: 1 }], times: 1 })
  }),

  check('three-ways', everyone, async ({ ann, ben, cat }, trace) => {
    await ben.emit('vote', { choice: 'coffee' })
    await trace.delivered('thanks', { to: [ben], args: [{ choice: 'coffee' }], times: 1 })
    await trace.notDelivered('thanks', { to: [ann, cat] })
    await trace.delivered('news', { to: [ann, cat], args: [{ choice: 'coffee' }], times: 1 })
    await trace.notDelivered('news', { to: [ben] })
    await trace.delivered('result', { to: [ann, ben, cat], args: [{ tea: 0, coffee: 1 }], times: 1 })
  }),

  check('last-call', everyone, async ({ ann, ben, cat }, trace) => {
    await trace.notDelivered('countdown', { to: [ann, ben, cat] })
    await ben.fetch('/last-call')
    await trace.requested('/last-call', { from: ben })
    await trace.delivered('countdown', { to: [ann, ben, cat], args: [{ seconds: 3 }], times: 1 })
  }),

  check('countdown', everyone, async ({ ann, ben, cat }, trace) => {
    await ann.fetch('/last-call')
    for (const seconds of [3, 2, 1, 0]) {
      await trace.delivered('countdown', { to: [ann, ben, cat], args: [{ seconds }], times: 1 })
      if (seconds > 1) {
        // The one after the next is not due yet.
        await trace.notDelivered('countdown', { to: [ann], args: [{ seconds: seconds - 2 }] })
      }
    }
    // Longer than a second: a timer that nobody stopped would be heard, whatever it counts.
    for (let waited = 0; waited < 5; waited += 1) await trace.settled()
    await trace.delivered('countdown', { to: [ann, ben, cat], times: 4 })
    // Each request has a countdown of its own.
    await ann.fetch('/last-call')
    await trace.delivered('countdown', { to: [ann, ben, cat], args: [{ seconds: 3 }], times: 2 })
  }),
]

/** What the figure of the prose shows. */
export const recording = pageCheck('recording', everyone, async ({ ann, ben, cat }, trace) => {
  // A page that has loaded may still be connecting.
  for (const client of [ann, ben, cat]) await trace.connected(client)
  await ann.click('[data-choice=tea]')
  await ann.shows('Thank you')
  await ben.shows('Somebody')
  await cat.shows('Somebody')
  await trace.settled()
})
