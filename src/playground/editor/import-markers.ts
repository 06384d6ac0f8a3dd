/** TypeScript's complaint about a module that it cannot find, in the words of the page and with what there is instead. */
import type { editor } from 'monaco-editor/editor'
import type { Monaco } from './load-monaco.ts'

/** "Cannot find module", and the same for an import without a name. */
const notFoundCodes = new Set(['2307', '2882'])
const owners = ['javascript', 'typescript']

/**
 * @param advice what to say of a name in a file; undefined when it leads somewhere that TypeScript does not know of
 * @returns what ends it
 */
export function wordImportMarkers(
  monaco: Monaco,
  models: ReadonlyMap<string, editor.ITextModel>,
  advice: (path: string, specifier: string) => string | undefined,
): () => void {
  const worded = (path: string, model: editor.ITextModel, marker: editor.IMarker): editor.IMarker[] => {
    if (typeof marker.code !== 'string' || !notFoundCodes.has(marker.code)) return [marker]
    const specifier = model.getValueInRange(marker).replace(/^['"`]|['"`]$/g, '')
    const message = advice(path, specifier)
    return message === undefined ? [] : [{ ...marker, message, severity: monaco.MarkerSeverity.Error }]
  }
  const subscription = monaco.editor.onDidChangeMarkers((changed) => {
    const uris = new Set(changed.map(String))
    for (const [path, model] of models) {
      if (!uris.has(model.uri.toString())) continue
      for (const owner of owners) {
        const before = monaco.editor.getModelMarkers({ owner, resource: model.uri })
        const after = before.flatMap((marker) => worded(path, model, marker))
        // Setting them is a change of its own, which ends here.
        if (before.map((each) => each.message).join('\n') === after.map((each) => each.message).join('\n'))
          continue
        monaco.editor.setModelMarkers(model, owner, after)
      }
    }
  })
  return () => subscription.dispose()
}
