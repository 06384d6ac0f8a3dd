import type { StateStrings } from './inspector-state.ts'

const rules = new Intl.PluralRules('ru')

function plural(count: number, one: string, few: string, many: string): string {
  const rule = rules.select(count)
  return `${count} ${rule === 'one' ? one : rule === 'few' ? few : many}`
}

export const stateRussian: StateStrings = {
  now: { live: 'Сейчас', file: 'В конце трассы' },
  at: (time) => `На ${time} с`,
  backToNow: { live: 'К настоящему', file: 'К концу трассы' },
  sockets: 'Сокеты',
  rooms: 'Комнаты',
  handlers: 'слушает',
  unheard: 'пришло, но никто не слушает',
  auth: 'данные входа',
  namespace: 'пространство имён',
  gone: (count) => `Отключились в этом запуске (последние ${count})`,
  ownRooms: (count) =>
    `${plural(count, 'своя комната', 'своих комнаты', 'своих комнат')}: каждый сокет один в комнате со своим id`,
  ownRoom: 'свой id',
  members: (count) => plural(count, 'сокет', 'сокета', 'сокетов'),
  times: (count) => `× ${count}`,
  unknownClient: 'неизвестный клиент',
  notConnected: 'не подключён',
  notText: 'не строка',
  server: (number) => `сервер ${number}`,
  showConnect: (who, namespace, id) => `${who}, ${namespace}, ${id}: показать подключение`,
  copyId: (id) => `Скопировать id ${id}`,
  copied: 'скопировано',
  noTransport: 'соединение закрыто',
  connectedFor: (time) => `уже ${time}`,
  connectedAt: (time) => `подключён на ${time} с`,
  recovered: 'восстановлен',
  unconfirmed: 'со слов',
  unconfirmedWhy: 'Так говорит только программа: пакет CONNECT с этим id по проводу не проходил.',
  untold: 'видно на проводе',
  untoldWhy: 'Пакет CONNECT прошёл по проводу, но изнутри сервера об этом сокете ничего не сообщили.',
  late: 'добавлен поздно',
  cut: 'показано не всё',
  goneOnWire: 'соединение закрыто',
  unplugged: 'без сети',
  latency: (ms) => `задержка ${ms} мс`,
  stalled: 'задержано',
  pollingOnly: 'только polling',
  noRooms: 'Комнат пока нет. Сокет входит в комнату вызовом socket.join().',
  more: (count) => `Ещё ${count}`,
  fewer: 'Свернуть',
  blocked: 'Код сервера занят, цикл событий стоит: пока он не освободится, здесь ничего не изменится.',
  lost: (count) =>
    `Сообщений было слишком много, ${plural(count, 'отброшено', 'отброшены', 'отброшено')}: здесь может не хватать чего-то.`,
  partial: 'Начало этого запуска уже не хранится: здесь может не хватать чего-то.',
  unlisted: (count) => `Сверх того, что хранится: ${plural(count, 'запись', 'записи', 'записей')}.`,
  empty: {
    before: {
      what: 'Здесь появятся сокеты сервера, их комнаты и данные.',
      how: 'Нажмите «Запустить»: клиенты подключатся сами.',
    },
    starting: {
      what: 'Сервер запускается. Здесь появятся его сокеты.',
      how: 'Клиенты подключатся, как только он откроет порт.',
    },
    nobody: {
      what: 'Сервер работает, но ни один сокет не подключён.',
      how: 'Страница подключается вызовом io(). У сервера без Socket.IO нет ни сокетов, ни комнат.',
    },
    ended: {
      what: 'Запуск завершён, а с ним и его сокеты и комнаты.',
      how: 'Выберите пакет, чтобы увидеть, что было в тот момент, или нажмите «Запустить».',
    },
  },
}
