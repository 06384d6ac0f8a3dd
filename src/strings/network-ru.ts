import type { NetworkStrings } from './network.ts'

export const networkRussian: NetworkStrings = {
  menu: (name) => `Сеть клиента ${name}`,
  all: 'Сеть',
  allTitle: 'Сеть всех клиентов и сервер',
  unplug: (name) => `Отключить кабель клиента ${name}`,
  plugIn: (name) => `Подключить кабель клиента ${name}`,
  unplugAll: 'Отключить кабель у всех',
  latency: 'Задержка в каждую сторону',
  noLatency: 'Нет',
  stall: 'Придерживать входящее',
  pollingOnly: 'Не пропускать WebSocket',
  drop: 'Один раз оборвать соединение',
  dropAll: 'Один раз оборвать все соединения',
  restart: 'Перезапустить сервер',
  marks: {
    label: (name) => `Неполадки сети клиента ${name}`,
    unplugged: 'без сети',
    latency: (time) => `${time} в каждую сторону`,
    stalled: 'входящее придержано',
    pollingOnly: 'без WebSocket',
  },
  refused: 'Не получилось: ничего не изменилось. Попробуйте ещё раз чуть позже.',
}
