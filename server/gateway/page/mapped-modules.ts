/** Addresses in `import`: what a module names is found here, although no script of ours sees it. */
import type { AddressMap } from './address-map.ts'
import { matchOf } from './natives.ts'
import type { PageConfig } from './page-config.ts'

const ownPort = /^[a-z0-9]+-(\d{1,5})--/

/**
 * Adds an import map. It comes before any of the page's own, and what it says wins over theirs.
 * @param script our own element, behind which it is put and taken away again
 */
export function mapModules(map: AddressMap, { libraryPath }: PageConfig, script: HTMLScriptElement): void {
  const imports: Record<string, string> = {
    'https://cdn.socket.io/': libraryPath,
    'socket.io-client': `${libraryPath}latest/socket.io.esm.min.js`,
  }
  const [, port = '80'] = matchOf(ownPort, location.host) ?? []
  for (const host of ['localhost', '127.0.0.1']) {
    const origin = `http://${host}:${port}/`
    imports[origin] = map.outward(origin)
  }
  const element = document.createElement('script')
  element.type = 'importmap'
  element.textContent = JSON.stringify({ imports })
  script.after(element)
  element.remove()
}
