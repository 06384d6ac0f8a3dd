import type { LadderWords } from './ladder-words.ts'

const rules = new Intl.PluralRules('ru')

function plural(count: number, one: string, few: string, many: string): string {
  const rule = rules.select(count)
  return `${count} ${rule === 'one' ? one : rule === 'few' ? few : many}`
}

export const ladderWordsRu: LadderWords = {
  server: 'Сервер',
  way: (client, direction) => (direction === 'up' ? `${client} серверу` : `Сервер клиенту ${client}`),
  shapes: {
    event: 'событие',
    ack: 'подтверждение',
    binary: 'байты',
    control: 'служебный пакет',
    request: 'HTTP-запрос',
    refusal: 'отказ',
  },
  phases: {
    page: 'страница',
    handshake: 'рукопожатие',
    upgrade: 'переход',
    heartbeat: 'проверка связи',
    close: 'закрытие',
  },
  steps: (count) => plural(count, 'шаг', 'шага', 'шагов'),
  asksAck: (id) => `просит подтверждение ${id}`,
  answersAck: (id) => `ответ на ${id}`,
  inNamespace: (namespace) => `пространство имён ${namespace}`,
  run: (run, entry) => `Запуск ${run} · ${entry}`,
  listening: (port, after) => `слушает ${port} через ${after}`,
  noLongerListening: (port) => `больше не слушает порт ${port}`,
  blocked: (time) => `цикл событий занят уже ${time}`,
  unblocked: (time) => `цикл событий был занят ${time}`,
  links: {
    open: (transport) => `соединение открыто, ${transport}`,
    upgrade: (transport) => `соединение перешло на ${transport}`,
    close: (reason) => `соединение закрыто (${reason})`,
  },
  ended: (run, reason) => `Запуск ${run} завершён: ${reason}`,
  endReasons: {
    stopped: 'вы остановили программу',
    restarted: 'его сменил новый запуск',
    closed: 'сеанс закрыт',
    exited: 'программа дошла до конца',
    failed: 'ошибка, которую никто не перехватил',
    'wall-clock': 'истекло время, отведённое на один запуск',
    idle: 'слишком долго ничего не происходило',
    memory: 'превышен предел памяти',
    processes: 'превышен предел числа процессов',
    sockets: 'превышен предел числа сокетов',
    disk: 'превышен предел места на диске',
    inodes: 'превышен предел числа файлов',
    output: 'превышен предел вывода',
    unresponsive: 'цикл событий был занят слишком долго',
    killed: 'программу завершил сигнал',
    'sandbox-lost': 'отказала песочница; это наша вина, не ваша',
  },
  exitCode: (code) => `код завершения ${code}`,
  signal: (name) => `сигнал ${name}`,
  drops: {
    events: (count) => `Не записано событий: ${count}. За секунду их пришло слишком много`,
    'output-bytes': (count) => `Обрезано байтов вывода: ${count}`,
    reports: (count) => `Не записано сообщений сервера: ${count}`,
    'pane-reports': (count) => `Не записано сообщений страницы: ${count}`,
  },
  fanTo: (clients, count) => {
    if (clients === undefined) return 'Сервер'
    return count === 0 ? 'Сервер никому' : `Сервер ${count === 1 ? 'клиенту' : 'клиентам'} ${clients}`
  },
  nobody: 'никому',
  toRooms: (rooms) => `в ${rooms}`,
  exceptRooms: (rooms) => `кроме ${rooms}`,
  ownRoom: (client) => `сокет ${client}`,
  moreRooms: (count) => `ещё ${count}`,
  notFor: (client, reason) => `без ${client}: ${reason}`,
  skips: {
    sender: () => 'сам отправляет, а broadcast отправителя пропускает',
    excepted: (room) => `состоит в ${room}, а вызов эту комнату исключает`,
    'not-in-room': (rooms) => `не состоит в ${rooms}`,
    'other-namespace': () => 'на связи только в другом пространстве имён',
    'other-server': () => 'на связи с другим сервером Socket.IO этой программы',
    'not-connected': () => 'в этот момент не на связи',
  },
  skippedUnknown: 'не среди тех, кому вызов предназначен',
  threw: (message) => `вызов завершился ошибкой: ${message}`,
  sockets: {
    connect: (namespace) => `состояние в ${namespace} восстановлено: прежние номер, комнаты и данные`,
    connect_error: (message) => `в подключении к пространству имён отказано: ${message}`,
    disconnect: (reason) => `отключение: ${reason}`,
    refused: (message) => `в соединении отказано: ${message}`,
  },
  faults: {
    unplug: (on) => (on ? 'вы отключили кабель' : 'вы вернули кабель'),
    stall: (on) => (on ? 'входящее придержано' : 'придержанное идёт дальше'),
    'polling-only': (on) => (on ? 'WebSocket закрыт' : 'WebSocket снова открыт'),
    latency: (ms) => (ms === 0 ? 'задержка снята' : `задержка ${ms} мс в каждую сторону`),
    drop: 'вы оборвали соединения',
    restart: 'вы перезапустили сервер',
  },
  checks: {
    started: (check) => `Проверка «${check}» началась`,
    passed: (check) => `Проверка «${check}» пройдена`,
    failed: (check) => `Проверка «${check}» не пройдена`,
    'timed-out': (check) => `Проверка «${check}» затянулась`,
    'not-started': (check) => `Проверка «${check}» не пройдена: программа не запустилась`,
  },
  allClients: 'Все клиенты',
  typed: {
    input: (participant) => `${participant}, введено в консоль`,
    result: (participant) => `${participant}, результат`,
  },
  consoleLine: (participant, level) => `${participant}, консоль, ${level}`,
  errorAt: (participant) => `${participant}, ошибка`,
  claimed: 'со слов программы',
}
