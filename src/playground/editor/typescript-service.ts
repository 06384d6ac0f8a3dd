/** How Monaco's TypeScript looks at the learner's files: helpful on both spellings, silent about the classic one. */
import type * as typescript from 'monaco-editor/languages/features/typescript/register'
import { typings } from '../typings/typings.ts'

/** Monaco's module, for its type alone: it is loaded lazily. */
export type TypeScriptService = typeof typescript

/** TypeScript's `ModuleDetectionKind.Force`: scripts of two pages must not see each other's variables. */
const moduleDetectionForce = 3

/** The same for Monaco and for the test that runs TypeScript itself over the classic code. */
export const compilerOptions = {
  allowJs: true,
  checkJs: true,
  allowNonTsExtensions: true,
  allowImportingTsExtensions: true,
  allowSyntheticDefaultImports: true,
  esModuleInterop: true,
  noEmit: true,
  strict: true,
  noImplicitAny: false,
  noImplicitThis: false,
  strictPropertyInitialization: false,
  useUnknownInCatchVariables: false,
  skipLibCheck: true,
  noUncheckedSideEffectImports: true,
  moduleDetection: moduleDetectionForce,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
}

/**
 * Diagnostics that are noise here: a module that the sandbox provides but we have no types of (7016), a property
 * put straight on a socket as the classic examples do (2339, in JavaScript only), `require` turned into an import
 * (80001, 80005), an unused parameter (6133).
 */
export const silencedEverywhere = [7016, 80001, 80005, 80007, 6133]
export const silencedInJavaScript = [...silencedEverywhere, 2339, 2551, 2568, 2769, 18047, 18048, 2531, 2532]

export function configureTypeScript(service: TypeScriptService): void {
  const options = {
    ...compilerOptions,
    target: service.ScriptTarget.ESNext,
    module: service.ModuleKind.ESNext,
    moduleResolution: service.ModuleResolutionKind.NodeJs,
  }
  const libraries = Object.entries(typings).map(([filePath, content]) => ({ filePath, content }))
  for (const [defaults, codes] of [
    [service.javascriptDefaults, silencedInJavaScript],
    [service.typescriptDefaults, silencedEverywhere],
  ] as const) {
    defaults.setCompilerOptions(options)
    defaults.setDiagnosticsOptions({ diagnosticCodesToIgnore: codes })
    defaults.setEagerModelSync(true)
    defaults.setExtraLibs(libraries)
  }
}
