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
  prediction: {
    question: {
      en: 'Tick it now, and press the button once step 4 is done. Ann sends `message`: which of the clients will receive it?',
      ru: 'Отметьте сейчас, а кнопку нажмите, когда сделаете шаг 4. Ann отправляет `message`: кто из клиентов его получит?',
    },
    trigger: { client: 'ann', event: 'message' },
    event: 'message',
  },
  tasks: [
    {
      id: 'run',
      text: {
        en: 'Press Run. Ann and Ben each load the page and connect, yet both say “nothing yet”.',
        ru: 'Нажмите «Запустить». Ann и Ben загрузят страницу и подключатся, но у обоих пока «nothing yet».',
      },
      check: {
        en: 'The server listens, and both clients connect.',
        ru: 'Сервер слушает, и оба клиента подключаются.',
      },
      hint: {
        en: 'Nothing can connect before `http.listen(8080)`. Is the line still there, and does an error stand in the console?',
        ru: 'До `http.listen(8080)` подключиться нельзя. На месте ли эта строка, и нет ли ошибки в консоли?',
      },
      initially: 'pass',
    },
    {
      id: 'welcome',
      text: {
        en: 'In the connection handler, send that client the event `welcome` with an object that has a `text`.',
        ru: 'В обработчике подключения отправьте этому клиенту событие `welcome` с объектом, в котором есть поле `text`.',
      },
      check: {
        en: 'Each client is sent `welcome` with a text when it joins.',
        ru: 'Каждый клиент при подключении получает `welcome` с текстом.',
      },
      hint: {
        en: 'Inside the handler: `socket.emit("welcome", { text: "Hello" })`. The name must be the one that the page listens for.',
        ru: 'Внутри обработчика: `socket.emit("welcome", { text: "Hello" })`. Имя должно быть тем, которое ждёт страница.',
      },
    },
    {
      id: 'own-id',
      text: {
        en: 'Add the socket’s `id` to the object. Ann and Ben now show different ones: the handler ran twice, each time with another socket.',
        ru: 'Добавьте в объект `id` сокета. У Ann и Ben он разный: обработчик сработал дважды, и каждый раз с другим сокетом.',
      },
      check: {
        en: 'The object carries the id of the client’s own socket.',
        ru: 'В объекте стоит id сокета этого клиента.',
      },
      hint: {
        en: 'The socket that the handler was given knows it: `socket.id`. One handler, many sockets: do not keep it outside.',
        ru: 'Его знает сокет, который получил обработчик: `socket.id`. Обработчик один, сокетов много, поэтому снаружи его хранить нельзя.',
      },
    },
    {
      id: 'log',
      text: {
        en: 'Listen for `message` on the socket and log what comes. Then send something from Ann’s page.',
        ru: 'Подпишите сокет на событие `message` и выведите в консоль то, что пришло. Затем отправьте что-нибудь со страницы Ann.',
      },
      check: {
        en: 'What a client sends as `message` stands in the server’s console.',
        ru: 'То, что клиент отправил событием `message`, появляется в консоли сервера.',
      },
      hint: {
        en: '`socket.on("message", …)` belongs inside the connection handler: that is where there is a socket to listen on.',
        ru: '`socket.on("message", …)` пишут внутри обработчика подключения: только там есть сокет, который можно слушать.',
      },
    },
  ],
  variants: [
    { id: 'current', files: ['server.js', 'index.html'], entry: 'server.js' },
    { id: 'typescript', files: ['server.ts', 'index.html'], entry: 'server.ts' },
  ],
} satisfies LessonSource
