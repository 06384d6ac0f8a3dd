/** Errors of the running program as marks on the learner's lines. */
import { effect } from '@preact/signals'
import type { editor } from 'monaco-editor/editor'
import type { Project } from '../project/project.ts'
import type { Problem, Problems } from '../run/problems.ts'
import type { Monaco } from './load-monaco.ts'

const owner = 'wirelab'

/** Returns what ends it. */
export function showProblems(
  monaco: Monaco,
  models: ReadonlyMap<string, editor.ITextModel>,
  project: Project,
  problems: Problems,
  words: (problem: Problem) => string,
): () => void {
  return effect(() => {
    // Models come and go with the files.
    void project.files.value
    const list = problems.list.value
    for (const [path, model] of models) {
      const markers = list
        .filter((problem) => problem.file === path)
        .map((problem) => markerOf(monaco, model, problem, words(problem)))
      monaco.editor.setModelMarkers(model, owner, markers)
    }
  })
}

function markerOf(
  monaco: Monaco,
  model: editor.ITextModel,
  problem: Problem,
  message: string,
): editor.IMarkerData {
  const line = Math.min(problem.line ?? 1, model.getLineCount())
  const end = model.getLineMaxColumn(line)
  // From the reported column to the end of its word; a column past the text marks the whole line.
  const column = problem.column < end ? problem.column : model.getLineFirstNonWhitespaceColumn(line) || 1
  const word = model.getWordAtPosition({ lineNumber: line, column })
  return {
    severity: monaco.MarkerSeverity.Error,
    message,
    startLineNumber: line,
    endLineNumber: line,
    startColumn: word?.startColumn ?? column,
    endColumn: Math.max(word?.endColumn ?? end, column + 1),
  }
}
