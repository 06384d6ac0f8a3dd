import type { LessonSource } from '../../harness/lesson.ts'

export default {
  order: 7,
  title: {
    en: 'Somebody is gone',
    ru: 'Кто-то ушёл',
  },
  summary: {
    en: 'Notice that a client has left, learn why, and tell those who should know.',
    ru: 'Заметить, что клиент ушёл, узнать почему и сказать тем, кого это касается.',
  },
  minutes: 15,
  panes: ['ann', 'ben', 'cat'],
  files: ['server.js', 'index.html'],
  entry: 'server.js',
  port: 8080,
  prediction: {
    question: {
      en: 'Tick it now, and press the button once step 5 is done. Ann presses “Let me go”: who will receive `left`?',
      ru: 'Отметьте сейчас, а кнопку нажмите, когда сделаете шаг 5. Ann нажимает «Let me go»: кто получит `left`?',
    },
    trigger: { client: 'ann', event: 'quit' },
    event: 'left',
  },
  tasks: [
    {
      id: 'told',
      text: {
        en: 'Run it, give everyone a name, and reload Ann’s page: her old connection ends, and nobody notices. In `disconnect`, send `left` with `{ nickname }` to those who are still there.',
        ru: 'Запустите, дайте всем имена и перезагрузите страницу Ann: прежнее её соединение закончилось, а никто не заметил. В `disconnect` отправьте тем, кто остался, `left` с объектом `{ nickname }`.',
      },
      check: {
        en: 'When a tab is closed, the others are told who is gone, once.',
        ru: 'Вкладку закрыли — остальные узнают, кто ушёл, и ровно один раз.',
      },
      hint: {
        en: 'The handler is there already. The leaver is out of the list by now, so `io.sockets.emit` reaches just the others; the name is still in `socket.data`.',
        ru: 'Обработчик уже есть. Ушедшего в списке больше нет, так что `io.sockets.emit` дойдёт как раз до остальных; имя по-прежнему лежит в `socket.data`.',
      },
    },
    {
      id: 'reason',
      text: {
        en: 'Socket.IO says why: the handler of `disconnect` is called with a text. Send it along as `reason`, and compare a reloaded page with the button “Goodbye”.',
        ru: 'Socket.IO сообщает причину: обработчик `disconnect` получает её строкой. Передайте её в поле `reason` и сравните: перезагруженная страница и кнопка «Goodbye».',
      },
      check: {
        en: '`left` carries the reason: a closed tab and a goodbye have different ones.',
        ru: 'В `left` есть причина: у закрытой вкладки и у прощания она разная.',
      },
      hint: {
        en: '`function (reason) { … }`, and then `reason: reason` beside the nickname. Pass the text on as it is.',
        ru: '`function (reason) { … }`, а рядом с именем `reason: reason`. Строку передавайте как есть.',
      },
    },
    {
      id: 'pulled-plug',
      text: {
        en: 'Now unplug Ann. Nothing crosses, and still the server finds out, a moment later. Watch the heartbeats in the ladder, and find the third reason.',
        ru: 'Теперь отключите кабель Ann. По проводу не проходит ничего, и всё же чуть позже сервер об этом узнаёт. Посмотрите на лестнице на проверки связи и найдите третью причину.',
      },
      check: {
        en: 'A client whose cable is pulled is reported with `ping timeout`, within two seconds.',
        ru: 'О клиенте с отключённым кабелем остальные узнают за две секунды, причина — `ping timeout`.',
      },
      hint: {
        en: 'There is nothing more to write than for the two before. Does your server still have its short pings, and does it pass on any reason, not only those that you know?',
        ru: 'Писать больше ничего не нужно, хватит того, что уже есть. Остались ли у сервера короткие пинги? Передаёт ли он любую причину, а не только знакомые?',
      },
    },
    {
      id: 'rooms',
      text: {
        en: 'Let Ann and Ben join the room `kitchen`. Those who shared a room with the leaver should get `left-room` with `{ room, nickname }`. In `disconnect` it is too late, the rooms are empty; listen for `disconnecting`.',
        ru: 'Пусть Ann и Ben войдут в комнату `kitchen`. Те, кто был с ушедшим в одной комнате, должны получить `left-room` с объектом `{ room, nickname }`. В `disconnect` уже поздно, комнаты пусты; слушайте `disconnecting`.',
      },
      check: {
        en: 'The members of each room of the leaver are told, and nobody else.',
        ru: 'Об уходе узнают соседи по каждой комнате, и только они.',
      },
      hint: {
        en: '`socket.rooms` is a set of names: `socket.rooms.forEach(function (room) { … })`, and in it `socket.to(room).emit("left-room", …)`.',
        ru: '`socket.rooms` — множество (Set) имён: `socket.rooms.forEach(function (room) { … })`, а внутри `socket.to(room).emit("left-room", …)`.',
      },
    },
    {
      id: 'quit',
      text: {
        en: 'The server may end a connection as well. When `quit` comes (the button “Let me go”), disconnect that socket. What do the others read this time?',
        ru: 'Закончить соединение может и сервер. Когда приходит `quit` (кнопка «Let me go»), отключите этот сокет. Какую причину остальные увидят теперь?',
      },
      check: {
        en: 'Whoever asks to quit is disconnected by the server, and the others read that it was the server.',
        ru: 'Того, кто прислал `quit`, отключает сервер, и остальные видят, что это сделал он.',
      },
      hint: {
        en: '`socket.disconnect(true)`. The `left` for the others comes by itself: the handler of `disconnect` runs for every kind of end.',
        ru: '`socket.disconnect(true)`. Отдельно отправлять `left` не нужно: `disconnect` срабатывает, чем бы соединение ни закончилось.',
      },
    },
  ],
  variants: [
    { id: 'current', files: ['server.js', 'index.html'], entry: 'server.js' },
    { id: 'typescript', files: ['server.ts', 'index.html'], entry: 'server.ts' },
  ],
} satisfies LessonSource
