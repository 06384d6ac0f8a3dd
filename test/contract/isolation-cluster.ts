/** Not part of what every level owes: where a program may start others, the door leads to all of a cluster. */
import { expect, test } from 'vitest'
import { type Start } from './isolation-run.ts'

export function describeCluster(start: Start): void {
  test('leads to the workers of a cluster', async () => {
    await using run = await start({
      'server.js': `
        const cluster = require('cluster')
        if (cluster.isPrimary) { cluster.fork(); cluster.fork() }
        else require('http').createServer((_, response) => response.end('worker ' + cluster.worker.id))
          .listen(8080, () => process.stdout.write('up '))`,
    })
    await run.listening(8080)
    await run.until(() => run.output.stdout === 'up up ')
    const answers = new Set<string>()
    await expect.poll(async () => answers.add(await run.get(8080)).size).toBe(2)
    expect([...answers].sort()).toEqual(['worker 1', 'worker 2'])
  })
}
