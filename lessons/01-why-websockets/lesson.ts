import type { LessonSource } from '../../harness/lesson.ts'

export default {
  order: 1,
  title: {
    en: 'Why WebSockets',
    ru: 'Зачем нужен WebSocket',
  },
  summary: {
    en: 'Watch a page that asks and a page that is told, side by side, and count what each of them costs.',
    ru: 'Увидеть рядом страницу, которая спрашивает, и страницу, которой сообщают, и сосчитать цену того и другого.',
  },
  minutes: 15,
  panes: ['ann', 'ben'],
  files: ['server.js', 'index.html'],
  entry: 'server.js',
  port: 8080,
  prediction: {
    question: {
      en: 'Tick it now, and press the button once step 3 is done. Then press `Listen` in Ben’s page only, and `+1` in Ann’s. Which of the pages will be sent `counter`?',
      ru: 'Отметьте сейчас, а кнопку нажмите, когда сделаете шаг 3. Потом нажмите `Listen` только у Ben, а у Ann — `+1`. Кому сервер отправит `counter`?',
    },
    trigger: { client: 'ann', request: '/add' },
    event: 'counter',
  },
  tasks: [
    {
      id: 'asks',
      text: {
        en: 'Press Run. Both pages ask for the counter once a second. Press `+1` in Ann’s page and watch Ben’s: he learns of it when he next asks.',
        ru: 'Нажмите «Запустить». Обе страницы раз в секунду спрашивают, чему равен счётчик. Нажмите `+1` у Ann и следите за Ben: новость дойдёт до него, когда он спросит в следующий раз.',
      },
      check: {
        en: 'The pages ask again and again, and so learn of a change.',
        ru: 'Страницы спрашивают снова и снова и так узнают о переменах.',
      },
      hint: {
        en: 'The page begins with `startAsking()`. Does it still call `ask`, and does the server still answer `/counter`?',
        ru: 'Страница начинает с `startAsking()`. Вызывает ли она по-прежнему `ask`, и отвечает ли сервер на `/counter`?',
      },
      initially: 'pass',
    },
    {
      id: 'interval',
      text: {
        en: 'Make news younger: in `index.html`, let the page ask every 250 ms. Press `+1` a few times. How old is the news now, and what became of the number of requests?',
        ru: 'Пусть новости будут свежее: в `index.html` заставьте страницу спрашивать каждые 250 мс. Несколько раз нажмите `+1`. Насколько стара новость теперь и что стало с числом запросов?',
      },
      check: {
        en: 'A page asks at least four times a second.',
        ru: 'Страница спрашивает не реже четырёх раз в секунду.',
      },
      hint: {
        en: 'One number decides it: `every`, at the top of the page’s script, in milliseconds.',
        ru: 'Всё решает одно число: `every`, в начале скрипта страницы, в миллисекундах.',
      },
    },
    {
      id: 'told',
      text: {
        en: 'Now the other way round. In the handler of `/add`, tell everyone who listens: `io.sockets.emit("counter", news())`. Press Listen in Ben’s page, then `+1` in Ann’s.',
        ru: 'Теперь наоборот. В обработчике `/add` сообщите новость всем, кто слушает: `io.sockets.emit("counter", news())`. Нажмите Listen у Ben, потом `+1` у Ann.',
      },
      check: {
        en: 'A page that listens is told of each change, once.',
        ru: 'Кто слушает, узнаёт о каждой перемене, и ровно один раз.',
      },
      hint: {
        en: 'The call belongs where the counter changes, after `value += 1`. The page listens for the name `counter`.',
        ru: 'Вызов нужен там, где счётчик меняется: после `value += 1`. Страница ждёт событие с именем `counter`.',
      },
    },
    {
      id: 'newcomer',
      text: {
        en: 'Whoever comes later has missed what was said before. When a socket connects, tell it, and it alone, the present count: `socket.emit("counter", news())`.',
        ru: 'Кто пришёл позже, прежнего не слышал. Когда сокет подключается, отправьте ему, и только ему, нынешнее значение счётчика: `socket.emit("counter", news())`.',
      },
      check: {
        en: 'A newcomer is told the present count; the others are not bothered.',
        ru: 'Новичок сразу узнаёт, чему равен счётчик; остальных это не касается.',
      },
      hint: {
        en: 'It belongs in the handler of `connection`. `socket` is the line to the newcomer; `io.sockets` would be everyone.',
        ru: 'Это пишут в обработчике `connection`. `socket` — линия к новичку, а `io.sockets` — это все сразу.',
      },
    },
    {
      id: 'not-asked',
      text: {
        en: 'Ben listens, and still his page asks. A page that is told need not ask: stop its timer when it begins to listen.',
        ru: 'Страница Ben слушает, но по-прежнему спрашивает. Кому сообщают, тому спрашивать незачем: остановите таймер, когда страница начинает слушать.',
      },
      check: {
        en: 'A page that listens asks no more, and still sees each change.',
        ru: 'Кто слушает, больше не спрашивает, а перемены видит.',
      },
      hint: {
        en: 'In `startListening`: `clearInterval(timer)`.',
        ru: 'В `startListening`: `clearInterval(timer)`.',
      },
    },
  ],
  variants: [{ id: 'current', files: ['server.js', 'index.html'], entry: 'server.js' }],
} satisfies LessonSource
