import type { Ran, VerdictWords, Who } from './verdict-words.ts'

/** «до Cat», «до сервера». */
const reached = (who: Who) => who ?? 'сервера'
const list = (names: readonly string[]) => names.join(', ')
const quoted = (names: readonly string[]) => list(names.map((name) => `«${name}»`))

const rules = new Intl.PluralRules('ru')

function handlersText(count: number): string {
  const rule = rules.select(count)
  if (rule === 'one') return `сработал ${count} обработчик`
  return rule === 'few' ? `сработали ${count} обработчика` : `сработало ${count} обработчиков`
}

function ranText(ran: Ran, event: string): string {
  if (ran === 'unknown') return 'какие обработчики сработали, неизвестно'
  const { handlers, any } = ran
  if (handlers === 0) return `его увидел только onAny, а само событие «${event}» никто не слушает`
  return any === 0 ? handlersText(handlers) : `${handlersText(handlers)}, и ещё его увидел onAny`
}

export const verdictWordsRu: VerdictWords = {
  received: (who, ran, event, { recovered, sockets }) => {
    const whom =
      sockets === undefined
        ? reached(who)
        : `${reached(who)}, но только до ${sockets.got} из здешних сокетов этого клиента (всего их ${sockets.of})`
    const when = recovered ? ' позже, когда соединение восстановилось' : ''
    return `Дошло до ${whom}${when}${ran === 'unknown' ? ';' : ':'} ${ranText(ran, event)}.`
  },
  noListener: (who, event, near) =>
    near === undefined
      ? `Дошло до ${reached(who)}, но событие «${event}» там никто не слушает.`
      : `Дошло до ${reached(who)}, но событие «${event}» там никто не слушает: может быть, имелось в виду «${near}»?`,
  notAwaited: (who) => `Ответ дошёл до ${reached(who)}, но там его никто не ждал или уже не ждёт.`,
  listenedLater: (who, event, after) =>
    `Дошло до ${reached(who)} раньше, чем там появился обработчик события «${event}»: его добавили ${after === undefined ? 'только потом' : `на ${after} позже`}.`,
  leaving: (client) =>
    `Дошло до ${client}, но сразу после этого оттуда пришло отключение: успели ли там это услышать, узнать нельзя.`,
  nameless: (who) =>
    `Дошло до ${reached(who)}, но имени события там нет, как бывает, когда оно undefined: прочитавший такой пакет разрывает соединение.`,
  socketClosed: (client) => `Дошло до ${client}, но сокет там уже был отключён: этого никто не услышит.`,
  socketRefused: (client) =>
    `Дошло до ${client}, но сокет там так и не подключился: сервер потом отказал ему, и этого никто не услышит.`,
  sender: (client) => `${client} — отправитель, а broadcast отправителя обходит.`,
  excepted: (client, room) => `Клиент ${client} в комнате «${room}», а вызов эту комнату исключает.`,
  exceptedItself: (client) => `Вызов исключает сам сокет клиента ${client}.`,
  notInRoom: (client, rooms, members) => {
    const where = rooms.length === 1 ? `В комнате ${quoted(rooms)}` : `Ни в одной из комнат ${quoted(rooms)}`
    if (members === undefined) return `${where} клиента ${client} не было.`
    return `${where} клиента ${client} не было; там в этот момент: ${members.length === 0 ? 'никого' : list(members)}.`
  },
  leftRoom: (client, room, before) =>
    `Клиент ${client} вышел из комнаты «${room}» ${before === undefined ? 'незадолго до этого' : `за ${before} до этого`}.`,
  leftWithConnection: (client, room, before) =>
    `Клиент ${client} был в комнате «${room}», пока его соединение не пропало ${before === undefined ? 'незадолго до этого' : `за ${before} до этого`}; после переподключения он в неё не входил.`,
  joinedLater: (client, room, after) =>
    `Клиента ${client} в комнате «${room}» ещё не было: он вошёл ${after === undefined ? 'только потом' : `на ${after} позже`}.`,
  roomNotText: (client, room) =>
    `Вместо имени комнаты в вызове стоит ${room}, а это не строка: клиента ${client} в такой комнате нет.`,
  otherSocket: (owner) =>
    owner === undefined
      ? 'Вызов был для одного-единственного сокета, а в этот момент его не было ни у кого.'
      : `Вызов был для одного-единственного сокета, и это сокет клиента ${owner}.`,
  socketElsewhere: (owner, namespace) =>
    `Вызов был для одного-единственного сокета, и это сокет клиента ${owner} в пространстве имён ${namespace}: там, куда это отправлено, такого id нет ни у кого.`,
  noneOfSockets: (client, sockets) =>
    `У клиента ${client} здесь несколько сокетов (${sockets}), и вызов не был ни для одного из них, по разным причинам.`,
  answeredBefore: () => 'На это уже ответили, а уходит только первый ответ: этот никуда не отправлен.',
  otherNamespace: (who, own, namespace) =>
    who === undefined
      ? own.length === 0
        ? `У сервера нет сокета этого клиента в пространстве имён ${namespace}.`
        : `У сервера нет сокета этого клиента в пространстве имён ${namespace}: клиент подключён только к ${list(own)}.`
      : own.length === 0
        ? `Клиент ${who} не подключён к пространству имён ${namespace}.`
        : `Клиент ${who} подключён к ${list(own)}, но не к пространству имён ${namespace}, в которое это отправлено.`,
  otherServer: (client) =>
    `Клиент ${client} подключён к другому серверу Socket.IO в этой программе, а не к тому, который это отправил.`,
  notConnected: (client, since, until) => {
    if (since === undefined) {
      return until === undefined
        ? `Клиент ${client} в этот момент не был подключён.`
        : `Клиент ${client} ещё не был подключён: он подключился на ${until} позже.`
    }
    const gone = `Клиент ${client} не был подключён: соединение пропало за ${since} до этого`
    return until === undefined ? `${gone}.` : `${gone} и вернулось через ${until} после.`
  },
  volatile: (client) =>
    `Событие отправлено как volatile, а соединение клиента ${client} в этот момент не было готово: оно отброшено.`,
  volatileUnseen: (client) =>
    `Событие отправлено как volatile: либо оно сразу ушло клиенту ${client}, либо отброшено. Что именно случилось, не видно, пока не произойдёт что-нибудь ещё.`,
  cut: (client) => `Сервер это отправил, но соединение клиента ${client} закончилось раньше, чем оно дошло.`,
  neverCrossed: (client) =>
    `По словам сервера, клиенту ${client} это отправлено, но по проводу оно так и не прошло.`,
  threw: (message) => `Сам вызов завершился ошибкой: ${message}`,
  unknown: {
    'dropped-events': (who) =>
      who === undefined
        ? 'Что с этим стало на сервере, узнать нельзя: части записи не хватает.'
        : `Что с этим стало у клиента ${who}, узнать нельзя: части записи не хватает.`,
    'server-inside': (who) =>
      who === undefined
        ? 'Что с этим сделал сервер, узнать нельзя: ничего достоверного он о себе не сообщает.'
        : `Было ли это для клиента ${who}, узнать нельзя: ничего достоверного сервер о себе не сообщает.`,
    'server-busy': () =>
      'Сервер не успел сообщить, что с этим стало: с тех пор его код занят, а ничего другого в это время не происходит.',
    'not-yet': (who) =>
      who === undefined
        ? 'Сервер ещё не сообщил, что с этим стало.'
        : `До ${who} пока ничего не дошло; ещё может дойти.`,
    unreadable: (who) =>
      `То, что сервер называет этим событием, прошло до ${reached(who)}, но прочитать его нельзя: программа записывает пакеты по-своему.`,
  },
}
