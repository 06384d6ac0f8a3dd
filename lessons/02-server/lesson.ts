import type { LessonSource } from '../../harness/lesson.ts'

export default {
  order: 2,
  title: {
    en: 'A server that listens',
    ru: 'Сервер, который слушает',
  },
  summary: {
    en: 'Start a Socket.IO server, meet each client as it joins, send it an object and read what it says.',
    ru: 'Запустить сервер Socket.IO, встретить каждого клиента, отправить ему объект и прочитать ответ.',
  },
  minutes: 10,
  panes: ['ann', 'ben'],
  files: ['server.js', 'index.html'],
  entry: 'server.js',
  port: 8080,
  tasks: [
    {
      id: 'run',
      text: {
        en: 'Press Run. Ann and Ben each load the page and connect, yet both say “nothing yet”.',
        ru: 'Нажмите «Запустить». Ann и Ben загрузят страницу и подключатся, но у обоих пока «nothing yet».',
      },
    },
    {
      id: 'welcome',
      text: {
        en: 'In the connection handler, send that client the event `welcome` with an object that has a `text`.',
        ru: 'В обработчике подключения отправьте этому клиенту событие `welcome` с объектом, в котором есть поле `text`.',
      },
    },
    {
      id: 'own-id',
      text: {
        en: 'Add the socket’s `id` to the object. Ann and Ben now show different ones: the handler ran twice, each time with another socket.',
        ru: 'Добавьте в объект `id` сокета. У Ann и Ben он разный: обработчик сработал дважды, и каждый раз с другим сокетом.',
      },
    },
    {
      id: 'log',
      text: {
        en: 'Listen for `message` on the socket and log what comes. Then send something from Ann’s page.',
        ru: 'Подпишите сокет на событие `message` и выведите в консоль то, что пришло. Затем отправьте что-нибудь со страницы Ann.',
      },
    },
  ],
} satisfies LessonSource
