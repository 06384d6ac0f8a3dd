/** A lesson's programs as the workbench takes them: the classic spelling, and the others as its variants. */
import type { LessonProgram } from '../../harness/lesson-program.ts'
import type { WorkbenchProgram, WorkbenchProps } from '../playground/workbench-props.ts'

export function workbenchPrograms(
  programs: readonly LessonProgram[],
): Pick<WorkbenchProps, 'files' | 'entry' | 'solution' | 'variants'> {
  const own = programs.find(({ spelling }) => spelling === 'classic')
  if (own === undefined) throw new Error('A lesson has lost its own program, which its variants build on.')
  const variants = programs.flatMap((program) => {
    const { spelling } = program
    return spelling === 'classic' ? [] : [{ ...asTabs(program), spelling }]
  })
  return { ...asTabs(own), variants }
}

function asTabs({ entry, start, solution }: LessonProgram): WorkbenchProgram {
  const files = Object.keys(start)
  return {
    entry,
    files: files.map((path) => ({ path, content: start[path] ?? '' })),
    solution: files.map((path) => ({ path, content: solution[path] ?? '' })),
  }
}
