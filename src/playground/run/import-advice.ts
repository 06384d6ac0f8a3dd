/** In the reader's words: why a name in an `import` or a `require` leads nowhere, and what there is instead. */
import type { ReadonlySignal } from '@preact/signals'
import type { ModuleStrings } from '../../strings/modules.ts'
import { importsIn } from '../project/imports.ts'
import { missingImport } from '../project/missing-import.ts'
import { serverFiles } from '../project/server-files.ts'
import type { Project } from '../project/project.ts'
import type { ConnectionState } from '../runtime/runtime.ts'
import type { Problem } from './problems.ts'
import type { Startable } from './run-control.ts'

export class ImportAdvice {
  readonly #project: Project
  readonly #program: ReadonlySignal<Startable>
  readonly #connection: ReadonlySignal<ConnectionState>
  readonly #strings: ModuleStrings

  constructor(
    project: Project,
    program: ReadonlySignal<Startable>,
    connection: ReadonlySignal<ConnectionState>,
    strings: ModuleStrings,
  ) {
    this.#project = project
    this.#program = program
    this.#connection = connection
    this.#strings = strings
  }

  /** @returns undefined when the name leads somewhere, as far as that can be known here */
  about(from: string, specifier: string): string | undefined {
    const connection = this.#connection.peek()
    const modules = Object.keys(
      connection.state === 'connected' ? connection.modules : this.#strings.purposes,
    )
    const missing = missingImport(from, specifier, {
      files: this.#project.asRecord(),
      entry: this.#program.peek().entry,
      modules,
    })
    switch (missing?.kind) {
      case undefined:
        return undefined
      case 'server-module':
        return this.#strings.missingFromServer(missing.name, missing.available)
      case 'page-module':
        return this.#strings.missingFromPage(missing.name, missing.available)
      case 'file':
        return this.#strings.missingFile(missing.name, missing.files, missing.meant)
      default:
        return missing satisfies never
    }
  }

  /** The first name in a page, or in a script of one, that leads nowhere. */
  inPages(): { file: string; line: number } | undefined {
    const files = this.#project.asRecord()
    const ofServer = serverFiles(files, this.#program.peek().entry)
    for (const [file, content] of Object.entries(files)) {
      if (ofServer.has(file) || !/\.(?:html?|[cm]?[jt]s)$/.test(file)) continue
      for (const [index, source] of content.split('\n').entries()) {
        if (this.#adviceIn(file, source) !== undefined) return { file, line: index + 1 }
      }
    }
    return undefined
  }

  /** What to say of an error of the program: about the missing module on its line, or the error's own words. */
  words({ file, line, text, stage }: Problem): string {
    if (line === undefined || stage !== 'module') return text
    const source = this.#project.content(file)?.split('\n')[line - 1] ?? ''
    return this.#adviceIn(file, source) ?? text
  }

  #adviceIn(file: string, line: string): string | undefined {
    for (const specifier of importsIn(line)) {
      const advice = this.about(file, specifier)
      if (advice !== undefined) return advice
    }
    return undefined
  }
}
