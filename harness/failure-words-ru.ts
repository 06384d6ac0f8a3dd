import type { FailureWords } from './failure-words.ts'

const plural = new Intl.PluralRules('ru')

const times = (count: number): string => `${count} ${plural.select(count) === 'few' ? 'раза' : 'раз'}`

export const failureWordsRu: FailureWords = {
  delivered: (client, event) => `${client} получает ${event}.`,
  notDelivered: (client, event) => `${client} не получает ${event}.`,
  deliveredTimes: (client, event, count) => `${client} получает ${event} ровно ${times(count)}.`,
  cameTimes: (count) => `Пришло ${times(count)}.`,
  sent: (client, event) => `${client} отправляет ${event}.`,
  nothingCame: (client) => `${client} не получает ни одного события.`,
  nothingSent: (client) => `${client} не отправляет ни одного события.`,
  connects: (client) => `${client} подключается к серверу.`,
  noConnection: 'Соединения не было.',
  connectionLost: 'Соединение было, но его уже нет.',
  noSocketIo: (request, status) =>
    `Тот, кто слушает этот порт, ничего не знает о Socket.IO: на ${request} он ответил ${status}.`,
  notGiven: (request, status) => `Соединения не было. На ${request} сервер ответил ${status}.`,
  nothingListens: (port) => `Порт ${port} никто не слушает.`,
  pageError: (client, error) => `Ошибка на странице ${client}: ${error}`,
  consoleError: (line) => `В консоли сервера: ${line}`,
  disconnects: (client) => `Соединение клиента ${client} заканчивается.`,
  stillConnected: 'Оно всё ещё открыто.',
  answer: (client, event) => `${client} получает ответ на ${event}.`,
  noAnswer: 'Ответа не было.',
  requests: (client, path, count) =>
    count === 1
      ? `${client} запрашивает у сервера ${path} и получает ответ.`
      : `${client} запрашивает у сервера ${path} не меньше ${count} раз и получает ответы.`,
  requestsNot: (client, path) => `${client} не запрашивает у сервера ${path}.`,
  noRequests: 'Запросов не было.',
  responds: (path) => `Сервер отвечает на запрос ${path}.`,
  element: (client, selector) => `На странице ${client} есть элемент ${selector}.`,
  noElement: 'Такого элемента нет.',
  page: (client) => `Страница ${client} загружается.`,
  noPage: 'Она не загрузилась.',
  noPageBut: (status) => `Вместо страницы сервер ответил ${status}.`,
  shows: (client, text, selector) =>
    selector === undefined
      ? `На странице ${client} видно «${text}».`
      : `На странице ${client} в ${selector} видно «${text}».`,
  showsNot: (client, text, selector) =>
    selector === undefined
      ? `На странице ${client} нет «${text}».`
      : `На странице ${client} в ${selector} нет «${text}».`,
  showsEach: (client, texts, selector) =>
    `На странице ${client} для каждого из этих текстов есть свой элемент ${selector}, и других нет: ${texts.map((text) => `«${text}»`).join(', ')}.`,
  nothingShown: 'Там пусто.',
  logs: (text) => `В консоли сервера есть «${text}».`,
  nothingLogged: 'Консоль пуста.',
  keepsRunning: 'Сервер продолжает работать.',
  keepsAnswering: 'Сервер отвечает.',
  blocked: (time) => `Он не отвечает уже ${time}: его код занят, например бесконечным циклом.`,
  ended: (reason) => `Сервер завершился: ${reason}`,
  more: (count) => `(и ещё ${count} до этого)`,
  canBeRead: 'Node может прочитать программу.',
  starts: 'Сервер запускается.',
  listens: 'Сервер слушает порт, на котором его ищут клиенты.',
  silent: 'Этот порт он так и не начал слушать.',
  busyFromTheStart: 'До этого дело не дошло: код занят, например бесконечным циклом.',
  canBeRun: 'Программу есть где запустить.',
  checkEnds: 'Проверка доходит до конца.',
  overran: 'Она заняла больше времени, чем отведено на проверку.',
}
