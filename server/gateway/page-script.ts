/**
 * The script of panes, from its TypeScript: types stripped, modules joined in one function, no imports left.
 * Names on the top level of `page/` must therefore be unique across its files.
 */
import { readFileSync } from 'node:fs'
import { stripTypes } from '../strip-types.ts'
import type { PageConfig } from './page/page-config.ts'

/** In the order of their dependencies; the last one starts it all. */
const modules = [
  'natives',
  'page-config',
  'address-map',
  'mapped-requests',
  'mapped-elements',
  'mapped-modules',
  'mapped-cookies',
  'value-text',
  'format-text',
  'source-location',
  'report-queue',
  'console-reports',
  'error-reports',
  'found-sockets',
  'wrapped-methods',
  'received-packets',
  'handler-reports',
  'top-level',
  'evaluation',
  'console-input',
  'native-events',
  'drive-elements',
  'drive-socket',
  'drive',
  'site-port',
  'start',
] as const

const importStatement = /^import [^]*? from '[^']+'\n/gm
const exportKeyword = /^export (?=(?:const|let|function|class) )/gm

/** JavaScript for a classic script element. */
export function compilePageScript(config: PageConfig): string {
  const parts = modules.map((name) => {
    const source = readFileSync(new URL(`page/${name}.ts`, import.meta.url), 'utf8')
    return stripTypes(source.replace(importStatement, '').replace(exportKeyword, ''))
  })
  return `;(function () {\n'use strict'\n${parts.join('\n')}\nstart(${JSON.stringify(config)})\n})()\n`
}
