import { pageCheck } from '../../harness/lesson.ts'

export default [
  pageCheck('asks', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    await trace.requested('/counter', { from: ann, times: 2 })
    await trace.requested('/counter', { from: ben, times: 2 })
    await ann.click('#add')
    await ben.shows('1', '#value')
  }),

  pageCheck('interval', ['ann'], async ({ ann }, trace) => {
    // In the time that an expectation has, four a second are eight, and two a second are four.
    await trace.requested('/counter', { from: ann, times: 7 })
  }),

  pageCheck('told', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    for (const client of [ann, ben]) {
      await client.click('#listen')
      await trace.connected(client)
    }
    for (const value of [1, 2]) {
      await ann.click('#add')
      await trace.delivered('counter', { to: [ann, ben], args: [{ value }], times: 1 })
    }
    await ben.shows('2', '#value')
  }),

  pageCheck('newcomer', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    // Nobody listens yet, so that nobody can be told of the change itself.
    await ann.click('#add')
    await ann.shows('1', '#value')
    await ann.click('#listen')
    await trace.delivered('counter', { to: [ann], args: [{ value: 1 }] })
    await ben.click('#listen')
    await trace.delivered('counter', { to: [ben, ann], args: [{ value: 1 }], times: 1 })
  }),

  pageCheck('not-asked', ['ann', 'ben'], async ({ ann, ben }, trace) => {
    await ben.click('#listen')
    await trace.connected(ben)
    await ann.click('#add')
    const [told] = await trace.delivered('counter', { to: [ben], args: [{ value: 1 }] })
    // Longer than the interval that the page begins with.
    await trace.notRequested('/counter', { from: ben, after: told?.seq ?? 0, forMs: 1500 })
    await ben.shows('1', '#value')
  }),
]

/** What the figure of the prose shows. */
export const recording = pageCheck('recording', ['ann', 'ben'], async ({ ann, ben }, trace) => {
  await ben.click('#listen')
  await trace.delivered('counter', { to: [ben], args: [{ value: 0 }] })
  await ann.click('#add')
  await ben.shows('1', '#value')
  await ann.shows('1', '#value')
})
