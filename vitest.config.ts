import { defineConfig } from 'vitest/config'

// One runner for every kind of test. Kinds that start real sandboxes run one file at a time: two cores are all a small
// machine has, and a test that measures a neighbour must not be the noise itself. Browser tests wait more than they work.
const kind = (name: string, timeoutMs: number, files: number | 'any') => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    fileParallelism: files !== 1,
    ...(files === 'any' ? {} : { maxWorkers: files }),
  },
})

export default defineConfig({
  test: {
    pool: 'forks',
    passWithNoTests: false,
    // Of a file's concurrent tests: those of lessons' checks mostly wait for what does not come.
    maxConcurrency: 5,
    projects: [
      kind('unit', 10_000, 'any'),
      kind('contract', 60_000, 1),
      kind('security', 60_000, 1),
      kind('e2e', 120_000, 2),
    ],
  },
})
