import type { LessonSource } from '../../harness/lesson.ts'

export default {
  order: 5,
  title: {
    en: 'Really everyone',
    ru: 'Вообще все',
  },
  summary: {
    en: 'Send an event to every client there is, from inside a handler and from places where no client has spoken.',
    ru: 'Отправить событие всем клиентам: и из обработчика, и оттуда, где никакой клиент ничего не говорил.',
  },
  minutes: 15,
  panes: ['ann', 'ben', 'cat'],
  files: ['server.js', 'index.html'],
  entry: 'server.js',
  port: 8080,
  prediction: {
    question: {
      en: 'Tick it now, and press the button once step 2 is done. Ann votes: who will receive `result`?',
      ru: 'Отметьте сейчас, а кнопку нажмите, когда сделаете шаг 2. Ann голосует: кто получит `result`?',
    },
    trigger: { client: 'ann', event: 'vote' },
    event: 'result',
  },
  tasks: [
    {
      id: 'newcomer',
      text: {
        en: 'Run it, choose tea on Ann’s page, and reload Cat’s: Cat learns the result as she comes, Ben knows nothing of it. Find the call that told Cat.',
        ru: 'Запустите, выберите чай на странице Ann и перезагрузите страницу Cat: Cat узнаёт счёт, едва придя, а Ben не знает ничего. Найдите вызов, который сказал это Cat.',
      },
      check: {
        en: 'A newcomer is told the present result; nobody else gets it again.',
        ru: 'Новичок узнаёт, какой сейчас счёт; остальные второй раз его не получают.',
      },
      hint: {
        en: 'Right at the beginning of the connection handler: `socket.emit("result", result)`. It concerns the newcomer alone.',
        ru: 'В самом начале обработчика подключения: `socket.emit("result", result)`. Это касается одного новичка.',
      },
      initially: 'pass',
    },
    {
      id: 'everyone',
      text: {
        en: 'After each vote, send `result` to everyone, the voter too: put `io.sockets.emit` in place of the `socket.emit` in the handler for `vote`.',
        ru: 'После каждого голоса отправляйте `result` всем, и тому, кто голосовал: в обработчике `vote` замените `socket.emit` на `io.sockets.emit`.',
      },
      check: {
        en: 'After a vote everyone gets the new result, once.',
        ru: 'После голоса новый счёт получают все, ровно один раз.',
      },
      hint: {
        en: '`socket.broadcast.emit` would leave out the voter, and the old `socket.emit` beside `io.sockets.emit` would tell the voter twice.',
        ru: '`socket.broadcast.emit` пропустит голосовавшего, а прежний `socket.emit` рядом с `io.sockets.emit` скажет ему дважды.',
      },
    },
    {
      id: 'three-ways',
      text: {
        en: 'Now all three ways in one handler: besides the result for everyone, `thanks` for the voter alone and `news` for all the others, both with `{ choice }`.',
        ru: 'Теперь все три способа в одном обработчике: кроме счёта для всех, `thanks` одному голосовавшему и `news` всем остальным, оба с объектом `{ choice }`.',
      },
      check: {
        en: 'The voter is thanked, the others get the news, everyone gets the result.',
        ru: 'Голосовавший получает благодарность, остальные — новость, а счёт — все.',
      },
      hint: {
        en: 'One client: `socket.emit`. All the others: `socket.broadcast.emit`. Everyone: `io.sockets.emit`. The choice came as `data.choice`.',
        ru: 'Одному — `socket.emit`, остальным — `socket.broadcast.emit`, всем — `io.sockets.emit`. Выбор пришёл в `data.choice`.',
      },
    },
    {
      id: 'last-call',
      text: {
        en: 'The button “Last call” asks for `/last-call` over plain HTTP. Add that route: it sends everyone `countdown` with `{ seconds: 3 }` and ends the answer with `res.end()`.',
        ru: 'Кнопка «Last call» запрашивает `/last-call` по обычному HTTP. Добавьте такой маршрут: он отправляет всем `countdown` с объектом `{ seconds: 3 }` и завершает ответ: `res.end()`.',
      },
      check: {
        en: 'A request for `/last-call` is answered, and starts the countdown for everyone.',
        ru: 'На запрос `/last-call` сервер отвечает, и отсчёт начинается у всех.',
      },
      hint: {
        en: 'Write `app.get("/last-call", …)` beside the other route, outside of every handler. There is no `socket` there, but there is `io`. Did you end the answer?',
        ru: 'Напишите `app.get("/last-call", …)` рядом с другим маршрутом, вне обработчиков. Там нет `socket`, зато есть `io`. Завершён ли ответ?',
      },
    },
    {
      id: 'countdown',
      text: {
        en: 'Let the countdown run: from the moment of the request, a timer sends 2, 1 and 0 to everyone, a second apart, and stops. The next request starts it anew.',
        ru: 'Пусть отсчёт идёт дальше: после запроса таймер раз в секунду отправляет всем 2, 1 и 0 и останавливается. Следующий запрос начинает отсчёт заново.',
      },
      check: {
        en: 'The countdown runs 3, 2, 1, 0 for everyone, a second at a time, and stops, until the next request.',
        ru: 'Отсчёт идёт у всех: 3, 2, 1, 0, по одному в секунду, и останавливается до следующего запроса.',
      },
      hint: {
        en: '`var timer = setInterval(function () { … }, 1000)` inside the route, and the number beside it, so that each request has its own; in the timer, count down and emit again. At 0: `clearInterval(timer)`.',
        ru: '`var timer = setInterval(function () { … }, 1000)` внутри маршрута, и само число тоже там, чтобы у каждого запроса оно было своё. В таймере — уменьшить число и снова отправить, на нуле — `clearInterval(timer)`.',
      },
    },
  ],
  variants: [
    { id: 'current', files: ['server.js', 'index.html'], entry: 'server.js' },
    { id: 'typescript', files: ['server.ts', 'index.html'], entry: 'server.ts' },
  ],
} satisfies LessonSource
