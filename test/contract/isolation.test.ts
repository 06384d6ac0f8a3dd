import { expect, test } from 'vitest'
import { bubblewrapIsolation } from '../../server/sandbox/bubblewrap.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'
import { describeCluster } from './isolation-cluster.ts'
import { describeIsolation } from './isolation-suite.ts'

describeIsolation({
  name: 'bubblewrap',
  make: async () => bubblewrapIsolation(await prepareStage()),
  environment: ['HOME', 'LANG', 'NODE_ENV', 'PATH', 'PWD'],
  more(start) {
    describeCluster(start)

    test('a program stands in /app', async () => {
      await using run = await start({
        'server.js': `console.log('at', __filename); setInterval(() => {}, 1000)`,
      })
      expect(await run.said('at')).toBe('/app/server.js')
    })
  },
})
