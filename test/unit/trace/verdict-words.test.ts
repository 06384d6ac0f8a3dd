import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../../trace/explain/explanation.ts'
import { lessonOfVerdict } from '../../../trace/explain/verdict-lessons.ts'
import { verdictSentence, type VerdictContext } from '../../../trace/explain/verdict-words.ts'

/** A verdict of each kind, by what is special about it. */
const verdicts: Readonly<Record<string, Verdict>> = {
  received: { participant: 'cat', outcome: 'received', handlers: 1, evidence: [1] },
  handlers: { participant: 'cat', outcome: 'received', handlers: 2, any: 1, evidence: [1] },
  onlyAny: { participant: 'cat', outcome: 'received', handlers: 0, any: 1, evidence: [1] },
  bare: { participant: 'cat', outcome: 'received', evidence: [1] },
  someSockets: {
    participant: 'cat',
    outcome: 'received',
    sockets: { got: 1, of: 3 },
    handlers: 1,
    evidence: [1],
  },
  recovered: { participant: 'cat', outcome: 'received', recovered: true, handlers: 1, evidence: [1] },
  server: { participant: 'server', outcome: 'received', handlers: 5, evidence: [1] },
  noListener: { participant: 'cat', outcome: 'unheard', why: 'no-listener', evidence: [1] },
  near: { participant: 'server', outcome: 'unheard', why: 'no-listener', near: 'message', evidence: [1] },
  listenedLater: { participant: 'cat', outcome: 'unheard', why: 'listened-later', added: 2, evidence: [1] },
  leaving: { participant: 'cat', outcome: 'received', leaving: 2, evidence: [1] },
  nameless: { participant: 'cat', outcome: 'unheard', why: 'nameless', evidence: [1] },
  socketClosed: { participant: 'cat', outcome: 'unheard', why: 'socket-closed', closed: 2, evidence: [1] },
  socketRefused: { participant: 'cat', outcome: 'unheard', why: 'socket-refused', refused: 2, evidence: [1] },
  sender: { participant: 'cat', outcome: 'not-sent', why: 'sender', evidence: [1] },
  excepted: { participant: 'cat', outcome: 'not-sent', why: 'excepted', room: 'quiet', evidence: [1] },
  exceptedItself: { participant: 'cat', outcome: 'not-sent', why: 'excepted', room: 's-cat', evidence: [1] },
  notInRoom: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'not-in-room',
    rooms: ['blue'],
    members: ['ann'],
    evidence: [1],
  },
  noMembers: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'not-in-room',
    rooms: ['blue', 'red'],
    members: [],
    evidence: [1],
  },
  membersUnknown: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'not-in-room',
    rooms: ['blue'],
    evidence: [1],
  },
  leftRoom: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'left-room',
    room: 'blue',
    left: 2,
    evidence: [1],
  },
  leftWithConnection: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'left-room',
    room: 'blue',
    left: 2,
    reconnected: true,
    evidence: [1],
  },
  joinedLater: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'joined-later',
    room: 'blue',
    joined: 2,
    evidence: [1],
  },
  roomNotText: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'room-not-text',
    room: { notText: 'undefined' },
    evidence: [1],
  },
  otherSocket: { participant: 'cat', outcome: 'not-sent', why: 'other-socket', client: 'ann', evidence: [1] },
  socketElsewhere: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'other-socket',
    client: 'ann',
    elsewhere: '/chat',
    evidence: [1],
  },
  nobodysSocket: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'other-socket',
    client: null,
    evidence: [1],
  },
  noneOfSockets: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'none-of-sockets',
    sockets: 3,
    evidence: [1],
  },
  answeredBefore: { participant: 'cat', outcome: 'not-sent', why: 'answered-before', evidence: [1] },
  otherNamespace: {
    participant: 'cat',
    outcome: 'not-sent',
    why: 'other-namespace',
    own: ['/'],
    namespace: '/chat',
    evidence: [1],
  },
  noNamespace: {
    participant: 'server',
    outcome: 'not-sent',
    why: 'other-namespace',
    own: [],
    namespace: '/chat',
    evidence: [1],
  },
  otherServer: { participant: 'cat', outcome: 'not-sent', why: 'other-server', evidence: [1] },
  notConnected: { participant: 'cat', outcome: 'not-sent', why: 'not-connected', evidence: [1] },
  notYetConnected: { participant: 'cat', outcome: 'not-sent', why: 'not-connected', until: 2, evidence: [1] },
  gone: { participant: 'cat', outcome: 'not-sent', why: 'not-connected', since: 2, evidence: [1] },
  away: { participant: 'cat', outcome: 'not-sent', why: 'not-connected', since: 2, until: 2, evidence: [1] },
  volatile: { participant: 'cat', outcome: 'not-sent', why: 'volatile', evidence: [1] },
  cut: { participant: 'cat', outcome: 'not-sent', why: 'lost', link: 2, evidence: [1] },
  neverCrossed: { participant: 'cat', outcome: 'not-sent', why: 'lost', evidence: [1] },
  threw: { participant: 'cat', outcome: 'not-sent', why: 'threw', message: 'reserved', evidence: [1] },
  dropped: { participant: 'cat', outcome: 'unknown', missing: 'dropped-events', evidence: [1] },
  inside: { participant: 'cat', outcome: 'unknown', missing: 'server-inside', evidence: [1] },
  volatileUnseen: {
    participant: 'cat',
    outcome: 'unknown',
    missing: 'not-yet',
    volatile: true,
    evidence: [1],
  },
  busy: { participant: 'server', outcome: 'unknown', missing: 'server-busy', evidence: [1] },
  notYet: { participant: 'server', outcome: 'unknown', missing: 'not-yet', evidence: [1] },
  unreadable: { participant: 'cat', outcome: 'unknown', missing: 'unreadable', evidence: [1] },
}

const context = (language: 'en' | 'ru', event: string | undefined = 'chat'): VerdictContext => ({
  language,
  nameOf: (client) => client.charAt(0).toUpperCase() + client.slice(1),
  event,
  distanceUs: (seq) => (seq === 2 ? 120_000 : undefined),
  ownerOfRoom: (room) => (room === 's-cat' ? 'cat' : undefined),
})

const said = (language: 'en' | 'ru') =>
  Object.fromEntries(
    Object.entries(verdicts).map(([name, verdict]) => [
      name,
      // A number and its unit belong together.
      verdictSentence(verdict, context(language)).replaceAll('\u00A0', ' '),
    ]),
  )

describe('verdicts as sentences', () => {
  it('in English', () => {
    expect(said('en')).toMatchInlineSnapshot(`
      {
        "answeredBefore": "This was answered before, and only the first answer is sent: the second one went nowhere.",
        "away": "Cat was not connected: it had gone 120 ms before and was back 120 ms after.",
        "bare": "Cat received it; which handlers ran is not known.",
        "busy": "The server has not told what became of it: its code has been busy since then, and nothing else happens while it is.",
        "cut": "The server sent it, but Cat’s connection ended before it arrived.",
        "dropped": "What became of it at Cat cannot be known: a part of the trace is missing.",
        "excepted": "Cat is in room “quiet”, and the call leaves that room out.",
        "exceptedItself": "The call leaves Cat’s own socket out.",
        "gone": "Cat was not connected: it had gone 120 ms before.",
        "handlers": "Cat received it: 2 handlers ran, and an onAny listener saw it too.",
        "inside": "Whether it was for Cat cannot be known: nothing reliable is reported from inside the server.",
        "joinedLater": "Cat was not in room “blue” yet: it joined 120 ms later.",
        "leaving": "It reached Cat, and Cat’s own goodbye came through right after it: whether it was still heard there cannot be known.",
        "leftRoom": "Cat had left room “blue” 120 ms before.",
        "leftWithConnection": "Cat was in room “blue” until its connection ended 120 ms before; with the new one it has not joined.",
        "listenedLater": "It reached Cat before anything there listened for “chat”: its handler was added 120 ms later.",
        "membersUnknown": "Cat was not in room “blue”.",
        "nameless": "It reached Cat, but has no event’s name, as when that is undefined: who reads such a packet ends the connection.",
        "near": "It reached the server, but nothing there listens for “chat”: did you mean “message”?",
        "neverCrossed": "The server says that it sent it to Cat, but it never crossed the wire.",
        "noListener": "It reached Cat, but nothing there listens for “chat”.",
        "noMembers": "Cat was not in any of the rooms “blue”, “red”; who was, at that moment: nobody.",
        "noNamespace": "The server has no connection in namespace /chat.",
        "nobodysSocket": "The call was for one socket alone, and no client had it at that moment.",
        "noneOfSockets": "The call was for none of the 3 sockets that Cat has there: they were left out for different reasons.",
        "notConnected": "Cat was not connected at that moment.",
        "notInRoom": "Cat was not in room “blue”; who was, at that moment: Ann.",
        "notYet": "The server has not told yet what became of it.",
        "notYetConnected": "Cat was not connected yet: it came 120 ms later.",
        "onlyAny": "Cat received it: only an onAny listener saw it, and nothing listens for “chat” itself.",
        "otherNamespace": "Cat is connected to /, but not to namespace /chat, where this was sent.",
        "otherServer": "Cat is connected to another Socket.IO server of this program, not to the one that sent this.",
        "otherSocket": "The call was for one socket alone, and that is Ann’s.",
        "received": "Cat received it: one handler ran.",
        "recovered": "Cat was away and received it when the connection had been recovered: one handler ran.",
        "roomNotText": "The call names its room by undefined, which is no text: Cat is in no such room.",
        "sender": "Cat is the sender, and a broadcast leaves its sender out.",
        "server": "The server received it: 5 handlers ran.",
        "socketClosed": "It reached Cat, but its socket there had been disconnected before: nobody hears it any more.",
        "socketElsewhere": "The call was for one socket alone, Ann’s in namespace /chat: where this was sent, nobody has that id.",
        "socketRefused": "It reached Cat, but its socket there was never connected: the server refused it afterwards, and nobody hears it.",
        "someSockets": "Cat received it on 1 of the 3 sockets that it has there: one handler ran.",
        "threw": "The call itself failed: reserved",
        "unreadable": "What the server calls this crossed to Cat, but it cannot be read: the program writes its packets in a form of its own.",
        "volatile": "The event is volatile, and Cat’s connection was not ready at that moment: it was given up.",
        "volatileUnseen": "The event is volatile: it went to Cat at once, or it was given up. Which of the two cannot be seen until something else happens.",
      }
    `)
  })

  it('in Russian', () => {
    expect(said('ru')).toMatchInlineSnapshot(`
      {
        "answeredBefore": "На это уже ответили, а уходит только первый ответ: этот никуда не отправлен.",
        "away": "Клиент Cat не был подключён: соединение пропало за 120 мс до этого и вернулось через 120 мс после.",
        "bare": "Дошло до Cat; какие обработчики сработали, неизвестно.",
        "busy": "Сервер не успел сообщить, что с этим стало: с тех пор его код занят, а ничего другого в это время не происходит.",
        "cut": "Сервер это отправил, но соединение клиента Cat закончилось раньше, чем оно дошло.",
        "dropped": "Что с этим стало у клиента Cat, узнать нельзя: части записи не хватает.",
        "excepted": "Клиент Cat в комнате «quiet», а вызов эту комнату исключает.",
        "exceptedItself": "Вызов исключает сам сокет клиента Cat.",
        "gone": "Клиент Cat не был подключён: соединение пропало за 120 мс до этого.",
        "handlers": "Дошло до Cat: сработали 2 обработчика, и ещё его увидел onAny.",
        "inside": "Было ли это для клиента Cat, узнать нельзя: ничего достоверного сервер о себе не сообщает.",
        "joinedLater": "Клиента Cat в комнате «blue» ещё не было: он вошёл на 120 мс позже.",
        "leaving": "Дошло до Cat, но сразу после этого оттуда пришло отключение: успели ли там это услышать, узнать нельзя.",
        "leftRoom": "Клиент Cat вышел из комнаты «blue» за 120 мс до этого.",
        "leftWithConnection": "Клиент Cat был в комнате «blue», пока его соединение не пропало за 120 мс до этого; после переподключения он в неё не входил.",
        "listenedLater": "Дошло до Cat раньше, чем там появился обработчик события «chat»: его добавили на 120 мс позже.",
        "membersUnknown": "В комнате «blue» клиента Cat не было.",
        "nameless": "Дошло до Cat, но имени события там нет, как бывает, когда оно undefined: прочитавший такой пакет разрывает соединение.",
        "near": "Дошло до сервера, но событие «chat» там никто не слушает: может быть, имелось в виду «message»?",
        "neverCrossed": "По словам сервера, клиенту Cat это отправлено, но по проводу оно так и не прошло.",
        "noListener": "Дошло до Cat, но событие «chat» там никто не слушает.",
        "noMembers": "Ни в одной из комнат «blue», «red» клиента Cat не было; там в этот момент: никого.",
        "noNamespace": "У сервера нет сокета этого клиента в пространстве имён /chat.",
        "nobodysSocket": "Вызов был для одного-единственного сокета, а в этот момент его не было ни у кого.",
        "noneOfSockets": "У клиента Cat здесь несколько сокетов (3), и вызов не был ни для одного из них, по разным причинам.",
        "notConnected": "Клиент Cat в этот момент не был подключён.",
        "notInRoom": "В комнате «blue» клиента Cat не было; там в этот момент: Ann.",
        "notYet": "Сервер ещё не сообщил, что с этим стало.",
        "notYetConnected": "Клиент Cat ещё не был подключён: он подключился на 120 мс позже.",
        "onlyAny": "Дошло до Cat: его увидел только onAny, а само событие «chat» никто не слушает.",
        "otherNamespace": "Клиент Cat подключён к /, но не к пространству имён /chat, в которое это отправлено.",
        "otherServer": "Клиент Cat подключён к другому серверу Socket.IO в этой программе, а не к тому, который это отправил.",
        "otherSocket": "Вызов был для одного-единственного сокета, и это сокет клиента Ann.",
        "received": "Дошло до Cat: сработал 1 обработчик.",
        "recovered": "Дошло до Cat позже, когда соединение восстановилось: сработал 1 обработчик.",
        "roomNotText": "Вместо имени комнаты в вызове стоит undefined, а это не строка: клиента Cat в такой комнате нет.",
        "sender": "Cat — отправитель, а broadcast отправителя обходит.",
        "server": "Дошло до сервера: сработало 5 обработчиков.",
        "socketClosed": "Дошло до Cat, но сокет там уже был отключён: этого никто не услышит.",
        "socketElsewhere": "Вызов был для одного-единственного сокета, и это сокет клиента Ann в пространстве имён /chat: там, куда это отправлено, такого id нет ни у кого.",
        "socketRefused": "Дошло до Cat, но сокет там так и не подключился: сервер потом отказал ему, и этого никто не услышит.",
        "someSockets": "Дошло до Cat, но только до 1 из здешних сокетов этого клиента (всего их 3): сработал 1 обработчик.",
        "threw": "Сам вызов завершился ошибкой: reserved",
        "unreadable": "То, что сервер называет этим событием, прошло до Cat, но прочитать его нельзя: программа записывает пакеты по-своему.",
        "volatile": "Событие отправлено как volatile, а соединение клиента Cat в этот момент не было готово: оно отброшено.",
        "volatileUnseen": "Событие отправлено как volatile: либо оно сразу ушло клиенту Cat, либо отброшено. Что именно случилось, не видно, пока не произойдёт что-нибудь ещё.",
      }
    `)
  })

  it('decline what is counted', () => {
    const ran = (handlers: number) =>
      verdictSentence({ participant: 'server', outcome: 'received', handlers, evidence: [1] }, context('ru'))
    expect([1, 2, 5, 11, 21].map(ran)).toEqual([
      'Дошло до сервера: сработал 1 обработчик.',
      'Дошло до сервера: сработали 2 обработчика.',
      'Дошло до сервера: сработало 5 обработчиков.',
      'Дошло до сервера: сработало 11 обработчиков.',
      'Дошло до сервера: сработал 21 обработчик.',
    ])
  })

  it('speak of an answer as one', () => {
    const verdict: Verdict = { participant: 'cat', outcome: 'unheard', why: 'no-listener', evidence: [1] }
    expect(verdictSentence(verdict, { ...context('en'), event: undefined })).toBe(
      'The answer reached Cat, but nobody waited for it, or no longer.',
    )
  })

  it('are inert and short, whatever a stranger named', () => {
    const hostile = `<img src=x onerror=alert(1)>\u202Egnp.exe\u001B[31m${'x'.repeat(5_000)}`
    const named: readonly Verdict[] = [
      { participant: 'cat', outcome: 'unheard', why: 'no-listener', near: hostile, evidence: [1] },
      { participant: 'cat', outcome: 'not-sent', why: 'threw', message: hostile, evidence: [1] },
      {
        participant: 'cat',
        outcome: 'not-sent',
        why: 'room-not-text',
        room: { notText: hostile },
        evidence: [1],
      },
      {
        participant: 'cat',
        outcome: 'not-sent',
        why: 'other-namespace',
        own: [hostile],
        namespace: hostile,
        evidence: [1],
      },
      {
        participant: 'cat',
        outcome: 'not-sent',
        why: 'not-in-room',
        rooms: Array.from({ length: 50 }, () => hostile),
        members: [],
        evidence: [1],
      },
    ]
    for (const verdict of named) {
      for (const language of ['en', 'ru'] as const) {
        const sentence = verdictSentence(verdict, context(language, hostile))
        expect(sentence).not.toMatch(/\p{Cc}|\u202E/u)
        expect(sentence.length).toBeLessThan(600)
      }
    }
  })

  it('lead to lessons that there are', () => {
    const there = readdirSync(new URL('../../../lessons', import.meta.url)).map((folder) =>
      folder.replace(/^\d+-/, ''),
    )
    const slugs = Object.values(verdicts).flatMap((verdict) => lessonOfVerdict(verdict) ?? [])
    expect(slugs).toContain('broadcast')
    for (const slug of slugs) expect(there).toContain(slug)
  })
})
