/** `npm start`: installs what is missing, builds the site if it is stale, starts the product. */
import { ensureBubblewrap, findNode, giveUp, handOver, installPackages, projectEnv } from './bootstrap.mjs'
import { buildIfStale } from './site.mjs'

installPackages()
const node = findNode()
if (ensureBubblewrap() === 'missing')
  process.stdout.write('For real isolation of the code that runs here: sudo apt-get install bubblewrap\n')
if (!buildIfStale(node, projectEnv(node))) giveUp('The site did not build: the reason stands above.')
handOver(node, ['start', ...process.argv.slice(2)])
