import type { WhyStrings } from './why.ts'

const rules = new Intl.PluralRules('ru')

function handlersText(count: number): string {
  const rule = rules.select(count)
  return `${count} ${rule === 'one' ? 'обработчик' : rule === 'few' ? 'обработчика' : 'обработчиков'}`
}

export const whyRussian: WhyStrings = {
  ask: 'Почему?',
  askTitle: 'Кто это получил, кто нет и почему',
  signs: {
    received: 'получено',
    unheard: 'не услышано',
    'not-sent': 'не отправлено',
    unknown: 'неизвестно',
  },
  verdicts: 'Кто это получил и почему',
  shownBy: 'Видно по событиям:',
  all: 'Все отправки',
  noticed: 'Обратите внимание',
  earlierRuns: (count) => `В прошлых запусках (${count})`,
  recent: 'Последние отправки',
  sentBy: (client) => `отправитель: ${client ?? 'сервер'}`,
  answer: 'ответ',
  lesson: 'Урок об этом',
  saidByServer: 'Кадры достоверны. Кому был вызов и кто в какой комнате, известно только со слов сервера.',
  empty: {
    what: 'О каждой отправке здесь будет сказано, кто её получил, кто нет и почему.',
    how: 'Нажмите «Запустить», и пусть клиент или сервер что-нибудь отправит; потом выберите это здесь или на лестнице.',
  },
  evidence: {
    join: (who, room) => `${who}: вход в «${room}»`,
    leave: (who, room) => `${who}: выход из «${room}»`,
    connect: (who) => `${who}: подключение`,
    disconnect: (who, reason) => `${who}: отключение, ${reason}`,
    refused: 'отказ в подключении',
    arrived: (who, handlers) => `${who}: ${handlersText(handlers)}`,
    answered: (who) => `${who}: пришёл ответ`,
    addedLate: (who, event) => `${who}: добавлен обработчик «${event}»`,
    delivery: (who) => `${who}: передано соединению`,
    call: 'вызов',
  },
}
