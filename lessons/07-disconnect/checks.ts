import { check, oneOf, pageCheck } from '../../harness/lesson.ts'

const everyone = ['ann', 'ben', 'cat'] as const

/** The second where the server's ping crosses the goodbye: its write fails before the end of the connection is read. */
const tabClosed = oneOf('transport close', 'transport error')

export default [
  check('told', everyone, async ({ ann, ben, cat }, trace) => {
    await ann.emit('nickname', 'Ann')
    await trace.settled()
    await ann.close()
    await trace.delivered('left', { to: [ben, cat], args: [{ nickname: 'Ann' }], times: 1 })
  }),

  check('reason', everyone, async ({ ann, ben, cat }, trace) => {
    await ann.emit('nickname', 'Ann')
    await ben.emit('nickname', 'Ben')
    await trace.settled()
    await ann.close()
    await trace.delivered('left', {
      to: [ben, cat],
      args: [{ nickname: 'Ann', reason: tabClosed }],
    })
    await ben.disconnect()
    await trace.delivered('left', {
      to: [cat],
      args: [{ nickname: 'Ben', reason: 'client namespace disconnect' }],
    })
  }),

  check('pulled-plug', everyone, async ({ ann, ben, cat }, trace) => {
    await ann.emit('nickname', 'Ann')
    await trace.settled()
    await ann.unplug()
    await trace.delivered('left', {
      to: [ben, cat],
      args: [{ nickname: 'Ann', reason: 'ping timeout' }],
    })
  }),

  check('rooms', everyone, async ({ ann, ben, cat }, trace) => {
    await ann.emit('nickname', 'Ann')
    await ann.emit('join', 'kitchen')
    await ann.emit('join', 'garden')
    await ben.emit('join', 'kitchen')
    await cat.emit('join', 'garden')
    await trace.settled()
    await ann.close()
    const kitchen = { room: 'kitchen', nickname: 'Ann' }
    const garden = { room: 'garden', nickname: 'Ann' }
    await trace.delivered('left-room', { to: [ben], args: [kitchen], times: 1 })
    await trace.delivered('left-room', { to: [cat], args: [garden], times: 1 })
    await trace.notDelivered('left-room', { to: [ben], args: [garden] })
    await trace.notDelivered('left-room', { to: [cat], args: [kitchen] })
  }),

  check('quit', everyone, async ({ ann, ben, cat }, trace) => {
    await ann.emit('nickname', 'Ann')
    await ann.emit('quit')
    await trace.disconnected(ann)
    await trace.delivered('left', {
      to: [ben, cat],
      args: [{ nickname: 'Ann', reason: 'server namespace disconnect' }],
      times: 1,
    })
    // Nobody else is gone.
    await trace.delivered('left', { to: [ben, cat], times: 1 })
  }),
]

/** What the figure of the prose shows. */
export const recording = pageCheck('recording', everyone, async ({ ann, ben, cat }, trace) => {
  await trace.connected(ann)
  await trace.connected(ben)
  await trace.connected(cat)
  await ann.fill('#name', 'Ann')
  await ann.click('#naming button')
  await ben.fill('#name', 'Ben')
  await ben.click('#naming button')
  await trace.settled()
  await ann.close()
  await cat.shows('Ann is gone')
  await ben.click('#goodbye')
  await cat.shows('Ben is gone')
  await trace.settled()
})
