/// <reference types="vite/client" />
/** The parts of Monaco that the workbench uses, as one lazily loaded chunk. */
// oxlint-disable import/default -- Vite makes the default export of such an import
import editorWorker from 'monaco-editor/editor/editor.worker?worker&url'
import typeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker&url'
// All of the editor's own features: picking them one by one broke the suggestions.
import 'monaco-editor/features/register.all'
import 'monaco-editor/languages/definitions/css/register'
import 'monaco-editor/languages/definitions/html/register'
import 'monaco-editor/languages/definitions/javascript/register'
import 'monaco-editor/languages/definitions/markdown/register'
import 'monaco-editor/languages/definitions/typescript/register'
import 'monaco-editor/languages/features/typescript/register'
import { loadLanguageService, loadWorker } from './workers.ts'

export * as monaco from 'monaco-editor/editor'
export * as typescript from 'monaco-editor/languages/features/typescript/register'

self.MonacoEnvironment = {
  getWorker: (_id, label) =>
    label === 'typescript' || label === 'javascript'
      ? loadLanguageService(typeScriptWorker)
      : loadWorker(editorWorker),
}
