/** The highlighter's name of the language that a file is written in, by its ending. */
const byEnding: Readonly<Record<string, string>> = {
  js: 'js',
  mjs: 'js',
  cjs: 'js',
  ts: 'ts',
  html: 'html',
  css: 'css',
  json: 'json',
}

export function languageOfFile(path: string): string {
  return byEnding[path.slice(path.lastIndexOf('.') + 1)] ?? 'text'
}

/** Of lines taken from a file: what a page holds apart from its markup is taken for a script. */
export function languageOfExcerpt(path: string, lines: string): string {
  const language = languageOfFile(path)
  return language === 'html' && !lines.trimStart().startsWith('<') ? 'js' : language
}
