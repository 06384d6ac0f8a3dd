/** What the gateway says itself, where a person may read it. */
import { languages, type Language } from '../../protocol/lesson.ts'

/** Failures that are answered; the others are a cut connection. */
export type ToldFailure = 'nothing-listens' | 'bad-response' | 'too-large' | 'timeout' | 'refused'

interface Message {
  readonly title: string
  readonly body: string
}

const messages: Record<Language, Record<ToldFailure | 'no-port' | 'unplugged', Message>> = {
  en: {
    'nothing-listens': {
      title: 'Nothing listens on port {port}',
      body: 'The server does not run, or it has not called listen({port}) yet. Press Run, then reload this page.',
    },
    'no-port': {
      title: 'Nothing listens',
      body: 'The server does not run, or it has not called listen() yet.',
    },
    'bad-response': {
      title: 'The server broke off its answer',
      body: 'What came from port {port} was no complete HTTP answer. The console of the server may say why.',
    },
    'too-large': {
      title: 'Too much data',
      body: 'The request or the answer is larger than what one session may send at once.',
    },
    timeout: {
      title: 'The server did not answer',
      body: 'The request reached port {port}, but no answer came in time. Does every handler end its response?',
    },
    refused: {
      title: 'Too many connections',
      body: 'This session already has as many open connections as it may have. Close some clients and try again.',
    },
    unplugged: {
      title: 'No network',
      body: 'This client is unplugged. Plug it in, and the page comes by itself.',
    },
  },
  ru: {
    'nothing-listens': {
      title: 'Порт {port} никто не слушает',
      body: 'Сервер не запущен или ещё не вызвал listen({port}). Нажмите «Запустить» и обновите эту страницу.',
    },
    'no-port': {
      title: 'Никто не слушает',
      body: 'Сервер не запущен или ещё не вызвал listen().',
    },
    'bad-response': {
      title: 'Сервер оборвал ответ',
      body: 'С порта {port} пришёл неполный или неверный HTTP-ответ. Причина может быть в консоли сервера.',
    },
    'too-large': {
      title: 'Слишком много данных',
      body: 'Запрос или ответ больше того, что сеанс может передать за один раз.',
    },
    timeout: {
      title: 'Сервер не ответил',
      body: 'Запрос дошёл до порта {port}, но ответа вовремя не было. Все ли обработчики завершают ответ?',
    },
    refused: {
      title: 'Слишком много соединений',
      body: 'У этого сеанса уже открыто столько соединений, сколько можно. Закройте часть клиентов и повторите.',
    },
    unplugged: {
      title: 'Нет сети',
      body: 'У этого клиента выдернут кабель. Подключите его, и страница откроется сама.',
    },
  },
}

/** One sentence for programs, always English. */
export function failureText(failure: ToldFailure, port: number | undefined): string {
  const { title, body } = messageFor('en', failure, port)
  return fill(`${title}. ${body}\n`, port)
}

/** A page without any script, for a frame or a tab. */
export function failurePage(language: Language, failure: ToldFailure, port: number | undefined): string {
  const { title, body } = messageFor(language, failure, port)
  return page(language, fill(title, port), fill(body, port))
}

/** The same, which asks for the page again and again, as browsers do when the network is back. */
export function unpluggedPage(language: Language): string {
  const { title, body } = messages[language].unplugged
  return page(language, title, body, '<meta http-equiv="refresh" content="1">\n')
}

function page(language: Language, title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
${head}<title>${title}</title>
<style>
body { max-width: 34rem; margin: 3rem auto; padding: 0 1.5rem; font: 1rem/1.5 system-ui, sans-serif }
h1 { font-size: 1.25rem }
</style>
<h1>${title}</h1>
<p>${body}</p>
</html>
`
}

/** The best of our languages for an `Accept-Language` header (RFC 9110, section 12.5.4); English without one. */
export function preferredLanguage(header: string | undefined): Language {
  let best: { language: Language; quality: number } | undefined
  for (const range of (header ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const language = languages.find((known) => tag === known || tag.startsWith(`${known}-`))
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    const quality = weight === undefined ? 1 : Number(weight)
    if (language && quality > 0 && quality > (best?.quality ?? 0)) best = { language, quality }
  }
  return best?.language ?? 'en'
}

function messageFor(language: Language, failure: ToldFailure, port: number | undefined): Message {
  return messages[language][failure === 'nothing-listens' && port === undefined ? 'no-port' : failure]
}

function fill(text: string, port: number | undefined): string {
  return port === undefined ? text : text.replaceAll('{port}', String(port))
}
