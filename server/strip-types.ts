/** TypeScript of ours to JavaScript, for where it runs without a loader: inside sandboxes and in panes. */
import { stripTypeScriptTypes } from 'node:module'

/** Lines and columns stay. Node warns that the function may still change; its version is pinned, nobody has to hear it. */
export function stripTypes(source: string): string {
  const emitWarning = process.emitWarning.bind(process)
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = emitWarning
  }
}
