/** The page of a check's bare client: nothing but Socket.IO's client and the script of panes, and a word on who acts. */
import type { Language } from '../../protocol/lesson.ts'
import { libraryPath } from './client-library.ts'
import { scriptElement } from './script-injection.ts'

const words: Readonly<Record<Language, { title: string; text: (name: string) => string }>> = {
  en: { title: 'A check', text: (name) => `A check speaks for ${name} here.` },
  ru: { title: 'Проверка', text: (name) => `Вместо ${name} здесь говорит проверка.` },
}

/** The address of a CDN stands for the copy that is here. */
const library = `${libraryPath}cdn.socket.io/socket.io.min.js`

/**
 * @param query of the request's address
 * @param host of the request: its first label begins with the client's name
 */
export function clientPage(query: string, host: string): string {
  const language: Language = new URLSearchParams(query).get('language') === 'ru' ? 'ru' : 'en'
  const { title, text } = words[language]
  // The host was matched as a pane's before: letters and digits alone.
  const client = /^[a-z][a-z0-9]*/.exec(host)?.[0] ?? ''
  const name = client.charAt(0).toUpperCase() + client.slice(1)
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<title>${title}</title>
<style>
  html { height: 100%; color-scheme: light dark }
  body {
    box-sizing: border-box; display: grid; place-items: center; min-height: 100%; margin: 0; padding: 1rem;
    font: 0.875rem/1.45 system-ui, sans-serif; text-align: center;
  }
</style>
${scriptElement()}
<script src="${library}"></script>
<main><p>${text(name)}</p></main>
</html>
`
}
