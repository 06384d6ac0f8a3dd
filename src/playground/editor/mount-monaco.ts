/** Monaco in a box: one model and one view state per file, in step with the project both ways. */
import { effect } from '@preact/signals'
import type { editor } from 'monaco-editor/editor'
import type { Project } from '../project/project.ts'
import type { ImportAdvice } from '../run/import-advice.ts'
import type { Problems } from '../run/problems.ts'
import { codeMetrics, gutterPx, lineNumberCharacters, paddingTopPx } from './code-metrics.ts'
import { bindEscape } from './escape-tab.ts'
import { wordImportMarkers } from './import-markers.ts'
import type { Monaco } from './load-monaco.ts'
import { followTheme } from './monaco-theme.ts'
import { showProblems } from './problem-markers.ts'
import { wantLanguageService } from './workers.ts'

/** What the editor needs of the page around it. */
export interface EditorHost {
  readonly label: (file: string) => string
  readonly advice: ImportAdvice
  /** Told to screen readers when Escape was pressed. */
  readonly tabLeaves: string
  /** Escape was pressed, and the editor had no other use for it. */
  readonly onEscape: () => void
}

/** Returns what disposes of the editor and its models. */
export function mountMonaco(
  monaco: Monaco,
  box: HTMLElement,
  project: Project,
  problems: Problems,
  host: EditorHost,
): () => void {
  const models = new Map<string, editor.ITextModel>()
  const views = new Map<string, editor.ICodeEditorViewState>()
  const { fontSizePx, lineHeightPx } = codeMetrics()
  const stopTheme = followTheme(monaco)
  const code = monaco.editor.create(box, {
    model: null,
    automaticLayout: true,
    contextmenu: true,
    fixedOverflowWidgets: true,
    folding: false,
    fontFamily: getComputedStyle(box).fontFamily,
    fontLigatures: false,
    fontSize: fontSizePx,
    glyphMargin: false,
    lineDecorationsWidth: gutterPx,
    lineHeight: lineHeightPx,
    lineNumbersMinChars: lineNumberCharacters,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    padding: { top: paddingTopPx, bottom: paddingTopPx },
    // The last, empty line has a number like any other: a dimmed one is too faint to read.
    renderFinalNewline: 'on',
    renderLineHighlight: 'line',
    scrollBeyondLastLine: false,
    scrollbar: { horizontalScrollbarSize: 10, verticalScrollbarSize: 10, alwaysConsumeMouseWheel: false },
    stickyScroll: { enabled: false },
    tabSize: 2,
  })

  /** A change that came from the project must not be written back to it. */
  let applying = false

  function modelOf(path: string, content: string): editor.ITextModel {
    const known = models.get(path)
    if (known !== undefined) return known
    const uri = monaco.Uri.file(`/${path}`)
    // A model of that name can be left from a workbench that a navigation took away.
    monaco.editor.getModel(uri)?.dispose()
    const model = monaco.editor.createModel(content, undefined, uri)
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    })
    model.onDidChangeContent((event) => {
      wantLanguageService()
      if (applying) return
      for (const change of event.changes) {
        const { startLineNumber: first, endLineNumber: last } = change.range
        problems.edited(path, { first, last, count: change.text.split('\n').length })
      }
      project.write(path, model.getValue())
    })
    models.set(path, model)
    return model
  }

  const stopFiles = effect(() => {
    const files = project.files.value
    const present = new Set(files.map((file) => file.path))
    for (const { path, content } of files) {
      const model = modelOf(path, content)
      if (model.getValue() === content) continue
      applying = true
      // As an edit, so that the file's undo history survives.
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text: content }], () => null)
      applying = false
    }
    for (const [path, model] of models) {
      if (present.has(path)) continue
      model.dispose()
      models.delete(path)
      views.delete(path)
    }
  })

  let shown: string | undefined
  const stopActive = effect(() => {
    const path = project.active.value
    if (path === shown) return
    const view = code.saveViewState()
    if (shown !== undefined && view !== null && models.has(shown)) views.set(shown, view)
    shown = path
    code.setModel(models.get(path) ?? null)
    code.restoreViewState(views.get(path) ?? null)
    code.updateOptions({ ariaLabel: host.label(path) })
  })

  const stopPlace = effect(() => {
    const place = project.place.value
    if (place === undefined || project.active.value !== place.file) return
    code.setPosition({ lineNumber: place.line, column: place.column })
    code.revealLineInCenterIfOutsideViewport(place.line)
    code.focus()
  })

  const stopProblems = showProblems(monaco, models, project, problems, (problem) =>
    host.advice.words(problem),
  )
  const stopWording = wordImportMarkers(monaco, models, (path, name) => host.advice.about(path, name))
  // Comes and goes with the box.
  for (const turn of ['focusin', 'pointerenter']) box.addEventListener(turn, wantLanguageService)
  const escape = bindEscape(monaco, code, box, host)
  void document.fonts.ready.then(() => monaco.editor.remeasureFonts())

  return () => {
    for (const stop of [stopFiles, stopActive, stopPlace, stopProblems, stopWording, stopTheme, escape])
      stop()
    code.dispose()
    for (const model of models.values()) model.dispose()
  }
}
