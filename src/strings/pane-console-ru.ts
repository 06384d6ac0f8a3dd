import type { PaneConsoleStrings } from './pane-console.ts'

export const paneConsoleRussian: PaneConsoleStrings = {
  input: (name) => `Код для страницы клиента ${name}`,
  example: "socket.emit('message', 'привет')",
  typed: { input: 'введено', result: 'результат' },
  keys: 'Enter — выполнить, Shift+Enter — новая строка, ↑ — вернуть введённое раньше.',
  noPage: 'Страницы пока нет: сначала нажмите «Запустить».',
  notConnected: 'Песочница сейчас недоступна: ответа страницы не будет слышно.',
  notReady: 'Страница ещё загружается. Введённое не пропало: нажмите Enter чуть позже.',
  noAnswer:
    'Страница не ответила. Возможно, она занята долгим вычислением: если оно не кончается, обновите страницу.',
  hint: {
    socket:
      'Сокет этой страницы не найден: она его ещё не создала или прячет. Напишите в ней window.socket = …, и он будет виден здесь.',
    policy:
      'Content-Security-Policy этой страницы запрещает выполнять текст как код. Чтобы писать здесь, разрешите его: script-src … ’unsafe-eval’.',
  },
}
