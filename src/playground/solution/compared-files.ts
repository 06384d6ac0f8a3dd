/** The learner's files and the solution's, side by side. */
import type { ProjectFile } from '../project/project.ts'

export interface ComparedFile {
  readonly path: string
  /** Undefined: that side has no such file. */
  readonly mine: string | undefined
  readonly solution: string | undefined
}

/** In the solution's order; what only the learner has comes last. */
export function comparedFiles(
  mine: readonly ProjectFile[],
  solution: readonly ProjectFile[],
): readonly ComparedFile[] {
  const own = new Map(mine.map(({ path, content }) => [path, content]))
  const solved = new Map(solution.map(({ path, content }) => [path, content]))
  return [...new Set([...solved.keys(), ...own.keys()])].map((path) => ({
    path,
    mine: own.get(path),
    solution: solved.get(path),
  }))
}

export const isSame = (file: ComparedFile): boolean => file.mine === file.solution
