import type { LessonSource } from '../../harness/lesson.ts'

export default {
  order: 1,
  title: {
    en: 'A new lesson',
    ru: 'Новый урок',
  },
  summary: {
    en: 'Answer a client when it asks.',
    ru: 'Ответить клиенту, когда он спрашивает.',
  },
  minutes: 5,
  panes: ['ann', 'ben'],
  files: ['server.js', 'index.html'],
  entry: 'server.js',
  tasks: [
    {
      id: 'run',
      text: {
        en: 'Press Run. Ann and Ben load the page and connect.',
        ru: 'Нажмите «Запустить». Ann и Ben загрузят страницу и подключатся.',
      },
      check: {
        en: 'The server listens, and both pages connect.',
        ru: 'Сервер слушает, и обе страницы подключаются.',
      },
      hint: {
        en: 'Is `http.listen(8080)` still there?',
        ru: 'На месте ли `http.listen(8080)`?',
      },
      initially: 'pass',
    },
    {
      id: 'answer',
      text: {
        en: 'When a client sends `question`, send it the event `answer` with an object that has a `text`.',
        ru: 'Когда клиент присылает `question`, отправьте ему событие `answer` с объектом, в котором есть поле `text`.',
      },
      check: {
        en: 'Whoever asks gets an answer with a text.',
        ru: 'Тот, кто спросил, получает ответ с текстом.',
      },
      hint: {
        en: 'Inside the connection handler: `socket.on("question", …)`.',
        ru: 'Внутри обработчика подключения: `socket.on("question", …)`.',
      },
    },
    {
      id: 'question',
      text: {
        en: 'Put the question into the answer, as `question`.',
        ru: 'Добавьте в ответ сам вопрос: поле `question`.',
      },
      check: {
        en: 'The answer carries the question.',
        ru: 'В ответе есть вопрос.',
      },
      hint: {
        en: 'The handler gets what the client sent: `data.text`.',
        ru: 'Обработчик получает то, что прислал клиент: `data.text`.',
      },
    },
    {
      id: 'nobody-else',
      text: {
        en: 'Ask from Ann’s page. Ben must not see the answer.',
        ru: 'Спросите со страницы Ann. Ben не должен увидеть ответ.',
      },
      check: {
        en: 'Nobody but the one who asked gets the answer.',
        ru: 'Никто, кроме спросившего, ответа не получает.',
      },
      hint: {
        en: '`socket.emit` sends to one client, `io.emit` to all.',
        ru: '`socket.emit` отправляет одному клиенту, `io.emit` всем.',
      },
    },
  ],
} satisfies LessonSource
