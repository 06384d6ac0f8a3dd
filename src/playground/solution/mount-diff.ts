/** Monaco's comparison of two texts in a box, for reading only. */
import { codeMetrics } from '../editor/code-metrics.ts'
import type { Monaco } from '../editor/load-monaco.ts'
import { followTheme } from '../editor/monaco-theme.ts'

export interface DiffSides {
  readonly path: string
  readonly mine: string
  readonly solution: string
  /** What each side is called by a screen reader. */
  readonly mineLabel: string
  readonly solutionLabel: string
}

/** Returns what disposes of it. */
export function mountDiff(monaco: Monaco, box: HTMLElement, sides: DiffSides): () => void {
  const { fontSizePx, lineHeightPx } = codeMetrics()
  const stopTheme = followTheme(monaco)
  const diff = monaco.editor.createDiffEditor(box, {
    automaticLayout: true,
    readOnly: true,
    domReadOnly: true,
    useInlineViewWhenSpaceIsLimited: true,
    renderOverviewRuler: false,
    renderMarginRevertIcon: false,
    renderGutterMenu: false,
    fontFamily: getComputedStyle(box).fontFamily,
    fontLigatures: false,
    fontSize: fontSizePx,
    lineHeight: lineHeightPx,
    folding: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    fixedOverflowWidgets: true,
  })
  const modelOf = (side: string, text: string) =>
    monaco.editor.createModel(
      text,
      undefined,
      monaco.Uri.from({ scheme: 'compared', path: `/${side}/${sides.path}` }),
    )
  // The code is not in its place here: what it imports would all seem to be missing.
  const editors = [
    { editor: diff.getOriginalEditor(), ariaLabel: sides.mineLabel },
    { editor: diff.getModifiedEditor(), ariaLabel: sides.solutionLabel },
  ]
  for (const { editor, ariaLabel } of editors) {
    editor.updateOptions({ ariaLabel, renderValidationDecorations: 'off', showUnused: false })
  }
  const original = modelOf('mine', sides.mine)
  const modified = modelOf('solution', sides.solution)
  for (const model of [original, modified]) {
    model.updateOptions({
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    })
  }
  diff.setModel({ original, modified })
  return () => {
    stopTheme()
    diff.dispose()
    original.dispose()
    modified.dispose()
  }
}
