import type { LessonSource } from '../../harness/lesson.ts'

export default {
  order: 3,
  title: {
    en: 'A page that joins in',
    ru: 'Страница, которая отвечает',
  },
  summary: {
    en: 'Load the client, connect, show what the server sends as text and nothing but text, and send something back.',
    ru: 'Загрузить клиент, подключиться, показать присланное сервером как текст, и только как текст, и отправить что-то в ответ.',
  },
  minutes: 15,
  panes: ['ann', 'ben'],
  files: ['index.html', 'server.js'],
  entry: 'server.js',
  port: 8080,
  prediction: {
    question: {
      en: 'Tick it now, and press the button once step 5 is done. Ann sends `message`: who will receive it?',
      ru: 'Отметьте сейчас, а кнопку нажмите, когда сделаете шаг 5. Ann отправляет `message`: кто его получит?',
    },
    trigger: { client: 'ann', event: 'message' },
    event: 'message',
  },
  tasks: [
    {
      id: 'script',
      text: {
        en: 'In `index.html`, load the client: a script element whose `src` is `/socket.io/socket.io.js`. Run, open the line “page” in the ladder, and find the request there.',
        ru: 'В `index.html` загрузите клиент: элемент script, у которого `src` — `/socket.io/socket.io.js`. Запустите, раскройте на лестнице строку «страница» и найдите там этот запрос.',
      },
      check: {
        en: 'The page loads the client from the server.',
        ru: 'Страница загружает клиент с сервера.',
      },
      hint: {
        en: '`<script src="/socket.io/socket.io.js"></script>`, with the closing tag, just before `</body>`.',
        ru: '`<script src="/socket.io/socket.io.js"></script>`, вместе с закрывающим тегом, перед самым `</body>`.',
      },
    },
    {
      id: 'connect',
      text: {
        en: 'In a second script element below it, connect: `var socket = io.connect("http://localhost:8080")`. The dots at Ann’s and Ben’s names come alive.',
        ru: 'Ниже, во втором элементе script, подключитесь: `var socket = io.connect("http://localhost:8080")`. Точки у имён Ann и Ben оживут.',
      },
      check: {
        en: 'Each page connects, and has one connection.',
        ru: 'Каждая страница подключается, и соединение у неё одно.',
      },
      hint: {
        en: '`io` exists once the client is loaded: the order of the script elements matters. Does an error stand in the pane’s console?',
        ru: '`io` появляется, когда клиент загружен, поэтому порядок элементов script важен. Нет ли ошибки в консоли клиента?',
      },
    },
    {
      id: 'welcome',
      text: {
        en: 'The server greets everyone with `welcome`, and nobody listens. Register a handler and put the `text` of what comes into `#text`.',
        ru: 'Каждого сервер встречает событием `welcome`, но его никто не слушает. Подпишитесь и поместите `text` из того, что пришло, в `#text`.',
      },
      check: {
        en: 'The page shows the text that the server welcomed it with.',
        ru: 'Страница показывает тот текст, которым её встретил сервер.',
      },
      hint: {
        en: '`socket.on("welcome", function (data) { … })`, and inside: `document.querySelector("#text").textContent = data.text`.',
        ru: '`socket.on("welcome", function (data) { … })`, а внутри: `document.querySelector("#text").textContent = data.text`.',
      },
    },
    {
      id: 'send',
      text: {
        en: 'When the form is submitted, by the button or by Enter, send `message` with `{ text }`: what stands in the field. Keep the browser from loading the page anew.',
        ru: 'Когда форму отправляют, кнопкой или клавишей Enter, пошлите `message` с объектом `{ text }`, где `text` — то, что стоит в поле. Не дайте браузеру загрузить страницу заново.',
      },
      check: {
        en: 'What is typed is sent, and the page stays.',
        ru: 'Написанное уходит серверу, а страница остаётся на месте.',
      },
      hint: {
        en: 'Listen for `submit` of the form, not for a click. In the handler, first `event.preventDefault()`, then `socket.emit("message", { text: … })`.',
        ru: 'Слушайте у формы событие `submit`, а не щелчок. В обработчике сначала `event.preventDefault()`, потом `socket.emit("message", { text: … })`.',
      },
    },
    {
      id: 'messages',
      text: {
        en: 'The server passes each `message` on to everyone. Show each one as an `li` of its own in `#log`.',
        ru: 'Каждое событие `message` сервер передаёт всем. Покажите каждое отдельным `li` в списке `#log`.',
      },
      check: {
        en: 'Each message appears on every page, once.',
        ru: 'Каждое сообщение появляется на всех страницах, и ровно один раз.',
      },
      hint: {
        en: 'Register the handler once, when the page loads, not whenever something is sent. It makes an `li` with `document.createElement` and appends it.',
        ru: 'Подпишитесь один раз, при загрузке, а не при каждой отправке. Обработчик создаёт `li` через `document.createElement` и добавляет его в список.',
      },
    },
    {
      id: 'as-text',
      text: {
        en: 'Now be Ann and send `<img src="/gift">`. If Ben’s page asks the server for `/gift`, Ann can write into Ben’s page. Make sure that it shows the characters instead.',
        ru: 'Теперь от имени Ann отправьте `<img src="/gift">`. Если страница Ben запросит у сервера `/gift`, значит, Ann может писать разметку в чужую страницу. Пусть вместо этого будут видны сами символы.',
      },
      check: {
        en: 'Markup in a message is shown as text, and does nothing.',
        ru: 'Разметка в сообщении видна как текст и ничего не делает.',
      },
      hint: {
        en: '`innerHTML` reads a text as markup. `textContent` takes every character as it is.',
        ru: '`innerHTML` читает текст как разметку. `textContent` берёт каждый символ как есть.',
      },
    },
  ],
  variants: [
    { id: 'current', files: ['index.html', 'server.js'], entry: 'server.js' },
    {
      id: 'typescript',
      files: ['client.ts', 'index.html', 'events.ts', 'server.ts'],
      entry: 'server.ts',
    },
  ],
} satisfies LessonSource
