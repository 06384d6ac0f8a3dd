import type { ModuleStrings } from './modules.ts'

export const modulesRussian: ModuleStrings = {
  title: 'Модули',
  forServers: 'На сервере',
  forPages: 'На странице',
  purposes: {
    cors: 'разрешает страницам с других источников обращаться к серверу Express',
    express: 'отдаёт страницы и отвечает на запросы по HTTP',
    'socket.io': 'сервер Socket.IO',
    'socket.io-client': 'клиент Socket.IO',
    zod: 'проверяет, что присланное клиентом имеет нужный вид',
  },
  nodeModules: 'модули Node.js',
  nodePurpose: 'http, fs, path, crypto и остальные, с приставкой node: или без неё',
  ownFiles: 'ваши файлы',
  ownFilesPurpose: 'по относительному имени, например ./rooms.js',
  typescript: '.ts и .mts',
  typescriptPurpose: 'как модуль: <script type="module" src="/client.ts">',
  clientElsewhere: 'cdn.socket.io и другие CDN',
  clientElsewherePurpose: 'адреса клиента Socket.IO работают, а сами файлы берутся отсюда',
  notConnected: 'Версии появятся, когда песочница будет подключена.',
  close: 'Закрыть',
  missingFromServer: (name, available) =>
    `Модуля «${name}» здесь нет. Серверу доступны ${available.join(', ')} и собственные модули Node.js.`,
  missingFromPage: (name, available) =>
    `Модуля «${name}» здесь нет. Странице доступны ${available.join(', ')} и ваши файлы.`,
  missingFile: (name, files, meant) =>
    meant === undefined
      ? `Файла «${name}» здесь нет. Есть файлы: ${files.join(', ')}.`
      : `Файла «${name}» здесь нет. Нужно и расширение: «${meant}».`,
}
