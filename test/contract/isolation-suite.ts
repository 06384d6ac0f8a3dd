/** What every implementation of `Isolation` owes a learner's program. */
import { beforeAll, describe } from 'vitest'
import type { Isolation } from '../../server/sandbox/isolation.ts'
import { describeConsole } from './isolation-console.ts'
import { describeDoor } from './isolation-door.ts'
import { describeEnds } from './isolation-end.ts'
import { describeErrors } from './isolation-error.ts'
import { describeEventLoop } from './isolation-event-loop.ts'
import { describePrograms } from './isolation-program.ts'
import { ProgramRun, type Start } from './isolation-run.ts'

export interface Level {
  readonly name: string
  readonly make: () => Promise<Isolation>
  /** Names of the variables that a program finds, sorted. */
  readonly environment: readonly string[]
  /** What this level gives beyond the seam, or refuses. */
  readonly more: (start: Start) => void
}

export function describeIsolation({ name, make, environment, more }: Level): void {
  describe(`isolation: ${name}`, () => {
    let isolation: Isolation
    const start: Start = (files, limits = {}) => ProgramRun.start(isolation, files, limits)
    beforeAll(async () => {
      isolation = await make()
    })

    describePrograms(start, environment)
    describeDoor(start)
    describeConsole(start)
    describeErrors(start)
    describeEnds(start)
    describeEventLoop(start)
    more(start)
  })
}
