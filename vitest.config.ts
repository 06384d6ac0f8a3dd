import { defineConfig } from 'vitest/config'

// One runner for every kind of test. Kinds that start real sandboxes or browsers run one file at a time: two cores
// are all a small machine has, and a test that measures a neighbour must not be the noise itself.
const kind = (name: string, timeoutMs: number, parallel: boolean) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    fileParallelism: parallel,
  },
})

export default defineConfig({
  test: {
    pool: 'forks',
    passWithNoTests: false,
    projects: [
      kind('unit', 10_000, true),
      kind('contract', 60_000, false),
      kind('security', 60_000, false),
      kind('e2e', 120_000, false),
    ],
  },
})
