import type { LessonSource } from '../../harness/lesson.ts'

export default {
  order: 4,
  title: {
    en: 'Everyone but you',
    ru: 'Все, кроме вас',
  },
  summary: {
    en: 'Send an event to every client except the one it came from, and say beforehand who will get it.',
    ru: 'Отправить событие всем клиентам, кроме того, от кого оно пришло, и заранее сказать, кто его получит.',
  },
  minutes: 12,
  panes: ['ann', 'ben', 'cat'],
  files: ['server.js', 'index.html'],
  entry: 'server.js',
  port: 8080,
  prediction: {
    question: {
      en: 'Tick it now, and press the button once step 1 is done. Ann sends a message: who will receive `message`?',
      ru: 'Отметьте сейчас, а кнопку нажмите, когда сделаете шаг 1. Ann отправляет сообщение: кто получит `message`?',
    },
    trigger: { client: 'ann', event: 'message' },
    event: 'message',
  },
  tasks: [
    {
      id: 'others-hear',
      text: {
        en: 'Run it, and send something from Ann’s page: only Ann hears it. Make the handler pass `message` on to everyone else with `socket.broadcast.emit`.',
        ru: 'Запустите и отправьте что-нибудь со страницы Ann: слышит только она сама. Пусть обработчик передаёт `message` всем остальным: `socket.broadcast.emit`.',
      },
      check: {
        en: 'Everyone else hears what one client says, once.',
        ru: 'Что сказал один, слышат все остальные, и ровно один раз.',
      },
      hint: {
        en: '`socket.emit` goes to this one client. `socket.broadcast.emit` goes to all the others; the arguments stay the same.',
        ru: '`socket.emit` обращается к одному клиенту. `socket.broadcast.emit` — ко всем остальным, аргументы те же.',
      },
    },
    {
      id: 'not-the-sender',
      text: {
        en: 'Look at the ladder: one node, two solid arrows, and a hollow one for the sender. Make sure that `message` never comes back to the one who sent it.',
        ru: 'Посмотрите на лестницу: один узел, две сплошные стрелки и одна пустая, к отправителю. Убедитесь, что `message` не возвращается к тому, кто его отправил.',
      },
      check: {
        en: 'The sender is not sent its own message.',
        ru: 'Отправителю его собственное сообщение не приходит.',
      },
      hint: {
        en: 'Is the old `socket.emit` still there? And `io.emit` means really everyone, the sender too.',
        ru: 'Не осталось ли прежнего `socket.emit`? А `io.emit` — это вообще все, вместе с отправителем.',
      },
    },
    {
      id: 'who',
      text: {
        en: 'A message without a sender is hard to answer. Pass on an object `{ from, text }`, where `from` is the id of the sender’s socket.',
        ru: 'На сообщение без подписи трудно ответить. Передавайте объект `{ from, text }`, где `from` — id сокета отправителя.',
      },
      check: {
        en: 'The message says whose it is.',
        ru: 'Из сообщения видно, чьё оно.',
      },
      hint: {
        en: 'Inside the handler, `socket` is the sender: `socket.id`. The text came as `data.text`.',
        ru: 'Внутри обработчика `socket` — это отправитель, его id: `socket.id`. Текст пришёл в `data.text`.',
      },
    },
    {
      id: 'joined',
      text: {
        en: 'Broadcasting works outside of any message, too. When a client connects, tell those who are there already: `joined`, with `{ id }`.',
        ru: 'Рассылать можно не только в ответ на сообщение. Когда клиент подключается, скажите об этом тем, кто уже здесь: `joined` с объектом `{ id }`.',
      },
      check: {
        en: 'Those who are there learn who joins; the newcomer does not.',
        ru: 'Те, кто уже здесь, узнают, кто пришёл; сам новичок — нет.',
      },
      hint: {
        en: 'It belongs in the connection handler, but outside of the handler for `message`: it must happen at once, not with the first message.',
        ru: 'Это пишут в обработчике подключения, но не внутри обработчика `message`: сказать надо сразу, а не с первым сообщением.',
      },
    },
    {
      id: 'sent',
      text: {
        en: 'And the sender? Confirm it to that one client alone: `sent`, with `{ text }`. So each side gets what concerns it.',
        ru: 'А отправитель? Подтвердите ему одному: `sent` с объектом `{ text }`. Так каждый получает то, что касается его.',
      },
      check: {
        en: 'Only the sender is told that its message went out.',
        ru: 'О том, что сообщение ушло, узнаёт только отправитель.',
      },
      hint: {
        en: 'To one client: `socket.emit`. To all the others: `socket.broadcast.emit`. The handler may do both.',
        ru: 'Одному — `socket.emit`, всем остальным — `socket.broadcast.emit`. Обработчик может сделать и то, и другое.',
      },
    },
  ],
  variants: [
    { id: 'current', files: ['server.js', 'index.html'], entry: 'server.js' },
    { id: 'typescript', files: ['server.ts', 'index.html'], entry: 'server.ts' },
  ],
} satisfies LessonSource
