import type { ModuleStrings } from './modules.ts'

export const modulesEnglish: ModuleStrings = {
  title: 'Modules',
  forServers: 'In a server',
  forPages: 'In a page',
  purposes: {
    cors: 'lets pages of other origins ask an Express server',
    express: 'serves pages and answers requests over HTTP',
    'socket.io': 'the Socket.IO server',
    'socket.io-client': 'the Socket.IO client',
    zod: 'checks that what a client sends has the shape you expect',
  },
  nodeModules: 'Node.js’s own',
  nodePurpose: 'http, fs, path, crypto and the rest, with or without node:',
  ownFiles: 'your files',
  ownFilesPurpose: 'by their relative names, such as ./rooms.js',
  typescript: '.ts and .mts',
  typescriptPurpose: 'as a module: <script type="module" src="/client.ts">',
  clientElsewhere: 'cdn.socket.io and other CDNs',
  clientElsewherePurpose: 'their addresses of the Socket.IO client work; the files come from here',
  notConnected: 'Versions are shown when the sandbox is connected.',
  close: 'Close',
  missingFromServer: (name, available) =>
    `Module '${name}' is not available here. A server may load ${available.join(', ')} and Node.js’s own modules.`,
  missingFromPage: (name, available) =>
    `Module '${name}' is not available here. A page may load ${available.join(', ')} and your own files.`,
  missingFile: (name, files, meant) =>
    meant === undefined
      ? `There is no file '${name}' here. The files are ${files.join(', ')}.`
      : `There is no file '${name}' here. Write the extension too: '${meant}'.`,
}
