/** Monaco's language for a file. Those that it does not know are shown as plain text. */
const byExtension: Readonly<Record<string, string>> = {
  cjs: 'javascript',
  css: 'css',
  cts: 'typescript',
  htm: 'html',
  html: 'html',
  js: 'javascript',
  md: 'markdown',
  mjs: 'javascript',
  mts: 'typescript',
  ts: 'typescript',
}

export function fileLanguage(path: string): string {
  return byExtension[path.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'plaintext'
}
