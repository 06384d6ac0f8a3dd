/**
 * Astro 7.3 removes CSS files that only a lazily imported chunk of an island uses, so that Monaco comes out unstyled in
 * a build. A file that stands in a chunk's `importedAssets` is spared: this plugin puts it there in time.
 */
import type { Plugin } from 'vite'

export function keepLazyCss(): Plugin {
  return {
    name: 'wirelab:keep-lazy-css',
    applyToEnvironment: (environment) => environment.name === 'client',
    generateBundle: {
      order: 'pre',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk') continue
          for (const file of chunk.viteMetadata?.importedCss ?? []) {
            chunk.viteMetadata?.importedAssets.add(file)
          }
        }
      },
    },
  }
}
