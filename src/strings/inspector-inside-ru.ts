import type { InsideStrings } from './inspector-inside.ts'

const rules = new Intl.PluralRules('ru')

function plural(text: string, count: number, one: string, few: string, many: string): string {
  const rule = rules.select(count)
  return `${text} ${rule === 'one' ? one : rule === 'few' ? few : many}`
}

export const insideRussian: InsideStrings = {
  call: {
    title: 'Вызов в вашем коде',
    answer: 'Ответ',
    saidByServer: 'со слов самого сервера',
    threw: 'Вызов завершился ошибкой:',
    matched: (text, count) =>
      count === 0
        ? 'В этот момент не подошёл ни один подключённый сокет.'
        : `В этот момент подходило: ${plural(text, count, 'подключённый сокет', 'подключённых сокета', 'подключённых сокетов')}.`,
    received: 'Получили',
    pending: (clients) => `Пока ничего не передано: ${clients}.`,
    cause: { handler: 'При обработке', scheduled: 'Запланировано при обработке' },
    from: (client) => `от ${client}`,
    lost: 'Сервер сообщил больше, чем удалось записать: здесь могут отсутствовать вызовы и обработчики.',
  },
  handlers: {
    title: 'Какие обработчики сработали',
    none: (event) => `Событие «${event}» на этом сокете никто не слушает.`,
    ran: (text, count, event) =>
      `${plural(text, count, 'обработчик', 'обработчика', 'обработчиков')} события «${event}».`,
    any: (text) => `Обработчиков onAny, которые тоже его видели: ${text}.`,
    awaited: 'Ответ дошёл до функции, которая его ждала.',
    tooLate: 'Этого ответа никто не ждал или уже не ждёт.',
    sent: 'Что сервер отправил из-за него',
  },
  inside: {
    socket: 'Сокет',
    room: 'Комната',
    delivery: 'Доставка',
    listener: 'Обработчики',
    state: 'Значение на сокете',
  },
  faults: {
    unplug:
      'Без кабеля соединение замолкает, и ни одной стороне об этом не говорят. Каждая узнаёт сама, не дождавшись проверки связи.',
    latency: 'Каждый байт приходит на столько позже, в обе стороны.',
    stall: 'Отправленное сервером придержано, соединение остаётся открытым; потом всё приходит разом.',
    'polling-only':
      'Как за прокси, который не знает WebSocket: в переходе отказано, открытые WebSocket оборваны.',
    drop: 'Открытые соединения один раз оборваны. Клиент может подключиться снова сразу же.',
    restart: 'Сервер запущен заново с теми же файлами. То, что он держал в памяти, пропало.',
  },
  typed: { input: 'введено', result: 'результат' },
}
