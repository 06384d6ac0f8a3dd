import type { LessonSource } from '../../harness/lesson.ts'

export default {
  order: 6,
  title: {
    en: 'What the server knows about you',
    ru: 'Что сервер о вас помнит',
  },
  summary: {
    en: 'Keep a value per connection, find it again wherever the socket turns up, and know when it is gone.',
    ru: 'Хранить своё значение для каждого соединения, находить его везде, где встретится сокет, и знать, когда оно исчезнет.',
  },
  minutes: 14,
  panes: ['ann', 'ben'],
  files: ['server.js', 'index.html'],
  entry: 'server.js',
  port: 8080,
  prediction: {
    question: {
      en: 'Tick it now, and press the button once step 1 is done. Ann gives herself a name: her page sends `nickname`. Which of the clients will receive `nickname`?',
      ru: 'Отметьте сейчас, а кнопку нажмите, когда сделаете шаг 1. Ann называет себя: её страница отправляет `nickname`. Кто из клиентов получит `nickname`?',
    },
    trigger: { client: 'ann', event: 'nickname' },
    event: 'nickname',
  },
  tasks: [
    {
      id: 'named',
      text: {
        en: 'Give Ann a name in her page and say something: it still comes from “somebody”. Put the name on the socket, `socket.nickname = name`, and use it as `from`.',
        ru: 'Введите имя на странице Ann и скажите что-нибудь: автор всё ещё «somebody». Запишите имя прямо в сокет, `socket.nickname = name`, и подставьте его в `from`.',
      },
      check: {
        en: 'A message carries the name that its sender has given.',
        ru: 'В сообщении стоит имя, которое назвал отправитель.',
      },
      hint: {
        en: 'Both handlers are inside the one for `connection`, so both see the same `socket`: write to it in one, read from it in the other.',
        ru: 'Оба обработчика стоят внутри обработчика `connection` и видят один и тот же `socket`: в одном запишите, в другом прочитайте.',
      },
    },
    {
      id: 'each-their-own',
      text: {
        en: 'Name Ben as well, and let both speak. Open State: two sockets, and each has a value of its own.',
        ru: 'Назовите имя и на странице Ben, и пусть говорят оба. Откройте «Состояние»: сокета два, и у каждого своё значение.',
      },
      check: {
        en: 'Everyone speaks under their own name, whoever named themselves last.',
        ru: 'Каждый говорит под своим именем, кто бы ни представился последним.',
      },
      hint: {
        en: 'A variable outside the connection handler exists once for the whole server: the last name wins. The socket exists once per client.',
        ru: 'Переменная снаружи обработчика подключения одна на весь сервер: побеждает последнее имя. А сокет у каждого клиента свой.',
      },
    },
    {
      id: 'nobody-yet',
      text: {
        en: 'Whoever has given no name yet has no value: for them, send `anonymous`, not `undefined`.',
        ru: 'Пока имени не назвали, значения нет. Для таких отправляйте `anonymous`, а не `undefined`.',
      },
      check: {
        en: 'Without a name a message comes from `anonymous`.',
        ru: 'Без имени автор сообщения — `anonymous`.',
      },
      hint: {
        en: 'What was never set is `undefined`: `socket.nickname || "anonymous"`.',
        ru: 'Чего не записывали, то `undefined`: `socket.nickname || "anonymous"`.',
      },
    },
    {
      id: 'who',
      text: {
        en: 'Answer the question `who` with the names of all that are connected. The sockets come from `io.fetchSockets()`. Move the name to `socket.data` first: the text below says why it is safer there.',
        ru: 'Ответьте на вопрос `who` именами всех, кто подключён. Все сокеты даёт `io.fetchSockets()`. Но сначала перенесите имя в `socket.data`: почему там надёжнее, сказано ниже.',
      },
      check: {
        en: 'The answer to `who` lists the names of those who are connected, and of nobody else.',
        ru: 'В ответе на `who` перечислены имена всех, кто подключён, и больше никого.',
      },
      hint: {
        en: 'The list comes later, as a promise: `io.fetchSockets().then(function (sockets) { … })`. In it: `answer(sockets.map(function (each) { return each.data.nickname || "anonymous" }))`.',
        ru: 'Список приходит не сразу, это промис: `io.fetchSockets().then(function (sockets) { … })`. Внутри: `answer(sockets.map(function (each) { return each.data.nickname || "anonymous" }))`.',
      },
    },
    {
      id: 'again',
      text: {
        en: 'Drop Ann’s connection once (in the network menu of her pane). She comes back as a new socket, without a name. In `index.html`, say the name again on every `connect`.',
        ru: 'Один раз оборвите соединение Ann (в меню сети её окна). Она вернётся с новым сокетом и без имени. В `index.html` называйте имя снова при каждом `connect`.',
      },
      check: {
        en: 'After a lost connection the page says its name again, and speaks under it.',
        ru: 'После обрыва страница снова называет имя и говорит под ним.',
      },
      hint: {
        en: 'The page remembers `myName`. `socket.on("connect", …)` runs after the first connection and after each later one.',
        ru: 'Страница помнит `myName`. `socket.on("connect", …)` срабатывает и при первом подключении, и при каждом следующем.',
      },
    },
  ],
  variants: [
    { id: 'current', files: ['server.js', 'index.html'], entry: 'server.js' },
    { id: 'typescript', files: ['server.ts', 'index.html'], entry: 'server.ts' },
  ],
} satisfies LessonSource
