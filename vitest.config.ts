import { defineConfig } from 'vitest/config'

// One runner for every kind of test. Those that measure what a sandbox may take (`security`) run one file at a time: two
// cores are all a small machine has, and a test that measures a neighbour must not be the noise itself.
const kind = (name: string, timeoutMs: number, files: number) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    fileParallelism: files !== 1,
    maxWorkers: files,
  },
})

export default defineConfig({
  test: {
    pool: 'forks',
    passWithNoTests: false,
    // Of a file's concurrent tests: those of lessons' checks mostly wait for what does not come.
    maxConcurrency: 5,
    setupFiles: ['test/patience.ts'],
    expect: { poll: { timeout: 10_000 } },
    projects: [
      kind('unit', 20_000, 2),
      kind('contract', 60_000, 2),
      kind('security', 60_000, 1),
      kind('e2e', 120_000, 2),
    ],
  },
})
