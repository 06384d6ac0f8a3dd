import { formatBytes, formatDuration, formatNumber } from '../quantity.ts'
import { roomsShown, type DiagnosisNames } from './diagnosis-names.ts'
import type { Diagnosis } from './explanation.ts'

const usPerMs = 1000

const rules = new Intl.PluralRules('ru')
const quoted = (text: string) => `«${text}»`

/** Число и слово при нём. */
function counted(count: number, one: string, few: string, many: string): string {
  const rule = rules.select(count)
  return `${formatNumber(count, 'ru')} ${rule === 'one' ? one : rule === 'few' ? few : many}`
}

export function diagnosisRu(diagnosis: Diagnosis, { who, shown }: DiagnosisNames): string {
  const name = (text: string) => quoted(shown(text))
  switch (diagnosis.what) {
    case 'ack-pending':
      if (diagnosis.because === 'unheard') {
        return diagnosis.asker === 'server'
          ? `Сервер просит клиента ${who} подтвердить ${name(diagnosis.event)}, а ответа нет: когда событие пришло, на странице его никто не слушал.`
          : `Клиент ${who} просит сервер подтвердить ${name(diagnosis.event)}, а ответа нет: когда событие пришло, на сервере его никто не слушал.`
      }
      if (diagnosis.because === 'left') {
        return diagnosis.asker === 'server'
          ? `Сервер просил клиента ${who} подтвердить ${name(diagnosis.event)}, но соединение закончилось раньше, чем пришёл ответ: без timeout() сервер об этом не узнает.`
          : `Клиент ${who} просил сервер подтвердить ${name(diagnosis.event)}, но соединение закончилось раньше, чем пришёл ответ: обработчик на сервере должен вызвать функцию, которую получил последним аргументом, пока клиент ещё здесь.`
      }
      return diagnosis.asker === 'server'
        ? `Сервер просит клиента ${who} подтвердить ${name(diagnosis.event)}, а ответа нет: обработчик на странице должен вызвать функцию, которую получил последним аргументом.`
        : `Клиент ${who} просит сервер подтвердить ${name(diagnosis.event)}, а ответа нет: обработчик на сервере должен вызвать функцию, которую получил последним аргументом.`
    case 'ack-timed-out':
      return `Сервер ждал ${formatDuration(diagnosis.afterMs * usPerMs, 'ru')}, пока клиент ${who} подтвердит ${name(diagnosis.event)}, и не дождался: отвечайте раньше или дайте больше времени в timeout().`
    case 'ack-late':
      return diagnosis.asker === 'server'
        ? `Клиент ${who} подтвердил ${name(diagnosis.event)}, когда сервер уже перестал ждать, и ответ пропал: отвечайте раньше или дайте больше времени в timeout().`
        : `Сервер подтвердил ${name(diagnosis.event)}, когда клиент ${who} уже перестал ждать, и ответ пропал: отвечайте раньше или дайте больше времени в timeout().`
    case 'ack-twice':
      return diagnosis.asker === 'server'
        ? `Клиент ${who} подтвердил ${name(diagnosis.event)} больше одного раза, а засчитан только первый ответ: вызывайте функцию один раз, каким бы путём ни шёл обработчик.`
        : `Сервер подтвердил ${name(diagnosis.event)} от клиента ${who} больше одного раза, а засчитан только первый ответ: вызывайте функцию один раз, каким бы путём ни шёл обработчик.`
    case 'handlers-repeated':
      return diagnosis.on === 'page'
        ? `На странице клиента ${who} каждое событие ${name(diagnosis.event)} обрабатывается ${counted(diagnosis.handlers, 'раз', 'раза', 'раз')}, потому что столько обработчиков добавлено: вызывайте on() один раз и не внутри обработчика, который выполняется снова, как у «connect».`
        : `У сокета клиента ${who} на сервере каждое событие ${name(diagnosis.event)} обрабатывается ${counted(diagnosis.handlers, 'раз', 'раза', 'раз')}, потому что столько обработчиков добавлено: вызывайте on() один раз на сокет и не внутри обработчика, который выполняется снова.`
    case 'handler-late':
      return diagnosis.on === 'page'
        ? `Страница клиента ${who} начала слушать ${name(diagnosis.event)}, когда одно такое событие уже пришло и его никто не услышал: вызывайте on() сразу после создания сокета.`
        : `Сервер начал слушать ${name(diagnosis.event)} от клиента ${who}, когда одно такое событие уже пришло и его никто не услышал: вызывайте on() в начале обработчика «connection», до всего, что требует времени.`
    case 'buffered-burst':
      return `Клиент ${who} накопил ${counted(diagnosis.count, 'событие', 'события', 'событий')}, пока был без связи, и отправил всё разом, когда связь вернулась: если важно только последнее, отправляйте через socket.volatile или сначала проверяйте socket.connected.`
    case 'new-id':
      return diagnosis.lostRooms.length === 0
        ? `Клиент ${who} вернулся новым сокетом, ${shown(diagnosis.after)} вместо ${shown(diagnosis.before)}: то, что должно пережить соединение, храните под собственным именем, а не под id сокета.`
        : `Клиент ${who} вернулся новым сокетом, ${shown(diagnosis.after)} вместо ${shown(diagnosis.before)}, и его больше нет в ${rooms(diagnosis.lostRooms, name)}: снова вызывайте join() в обработчике «connection» или включите connectionStateRecovery.`
    case 'recovered':
      return diagnosis.missed === 0
        ? `Клиент ${who} потерял связь и вернулся тем же сокетом, с комнатами и данными, ничего не пропустив: это сделал connectionStateRecovery, вам делать ничего не нужно.`
        : `Клиент ${who} потерял связь и вернулся тем же сокетом, и сервер заново отправил ${counted(diagnosis.missed, 'пропущенный пакет', 'пропущенных пакета', 'пропущенных пакетов')}: это сделал connectionStateRecovery, вам делать ничего не нужно.`
    case 'stuck-on-polling':
      return `Клиент ${who} пытался перейти на WebSocket, получил отказ и продолжает опрашивать сервер по HTTP: проверьте, что каждый прокси на пути пропускает WebSocket.`
    case 'cors-refused':
      return `Браузер не отдал странице клиента ${who} ответы сервера, потому что страница с другого источника (origin), который сервер не разрешает: назовите этот источник в new Server(…, { cors: { origin } }).`
    case 'version-mismatch':
      return `Сервер отказал клиенту ${who}, у которого версия ${shown(diagnosis.clientEio)} протокола Engine.IO: возьмите socket.io-client той же мажорной версии, что и сервер, или включите allowEIO3 для старых клиентов.`
    case 'path-as-namespace':
      return `Клиент ${who} запросил пространство имён ${name(diagnosis.namespace)}, которого нет и которое похоже на путь: в io() после хоста стоит пространство имён, а путь задаётся параметром «path».`
    case 'wrong-path':
      return `Клиент ${who} ищет Socket.IO по пути ${name(diagnosis.path)}, а у сервера его там нет: параметр «path» должен совпадать на сервере и в io().`
    case 'payload-too-large': {
      const limit = formatBytes(diagnosis.limit, 'ru')
      const size = diagnosis.size === undefined ? `больше ${limit}` : formatBytes(diagnosis.size, 'ru')
      return `Клиент ${who} отправил ${size} одним куском и потерял соединение, потому что сервер принимает не больше ${limit}: отправляйте меньшими частями или увеличьте maxHttpBufferSize.`
    }
    case 'middleware-refused':
      return `Промежуточный обработчик (middleware) сервера не пустил клиента ${who} в пространство имён ${name(diagnosis.namespace)} с сообщением ${name(diagnosis.message)}: обработайте «connect_error» на странице и подключитесь снова, когда причина исчезнет.`
    case 'unknown-namespace':
      return `Клиент ${who} запросил пространство имён ${name(diagnosis.namespace)}, которого у сервера нет: создайте его через io.of() или исправьте имя на странице.`
    case 'disconnected-by-server':
      return `Сервер отключил клиента ${who} вызовом disconnect(), и сам такой клиент не вернётся: если он нужен, вызовите socket.connect() на странице.`
    case 'ping-timeout':
      return `Соединение клиента ${who} молчало дольше, чем допускают pingInterval и pingTimeout, и было закрыто: пропала сеть или одна из сторон была слишком занята, чтобы ответить.`
    case 'plain-websocket':
      return `Клиент ${who} подключается обычным WebSocket к серверу Socket.IO, у которого свой протокол: используйте io() из socket.io-client или сервер обычного WebSocket.`
    case 'server-blocked':
      return `Клиенту ${who} пришлось ждать, потому что код сервера был занят не меньше ${formatDuration(diagnosis.forMs * usPerMs, 'ru')}, а ничего другого в это время не происходит: поищите бесконечный цикл, а долгую работу делите на части и вызывайте между ними setImmediate() или выносите её в отдельный поток.`
    default:
      return diagnosis satisfies never
  }
}

function rooms(names: readonly string[], name: (text: string) => string): string {
  const list = new Intl.ListFormat('ru', { type: 'conjunction' })
  const shown = names.slice(0, roomsShown).map(name)
  const others = names.length > roomsShown ? [`ещё ${formatNumber(names.length - roomsShown, 'ru')}`] : []
  return `${names.length === 1 ? 'комнате' : 'комнатах'} ${list.format([...shown, ...others])}`
}
