/**
 * Astro 7.3 knows two fates for a CSS file that only a lazily imported chunk of an island uses: it links it in the page's
 * head, where 170 kB of Monaco's block the first view, or it deletes it, and Monaco comes out unstyled. Here such files
 * are out of Astro's sight while it decides, and back when Vite writes which files an `import()` has to fetch.
 */
import type { Plugin, Rolldown } from 'vite'

export function lazyCss(): Plugin[] {
  const hidden = new Map<Rolldown.OutputChunk, Set<string>>()
  const isClient: Plugin['applyToEnvironment'] = (environment) => environment.name === 'client'
  return [
    {
      name: 'wirelab:hide-lazy-css',
      applyToEnvironment: isClient,
      generateBundle: {
        order: 'pre',
        handler(_options, bundle) {
          const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
          const eager = eagerChunks(chunks)
          const eagerCss = new Set(
            [...eager].flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]),
          )
          for (const chunk of chunks) {
            if (eager.has(chunk) || chunk.viteMetadata === undefined) continue
            const { importedCss, importedAssets } = chunk.viteMetadata
            const lazy = new Set([...importedCss].filter((file) => !eagerCss.has(file)))
            hidden.set(chunk, lazy)
            for (const file of lazy) {
              importedCss.delete(file)
              // A file that stands here is in use, and is not deleted.
              importedAssets.add(file)
            }
          }
        },
      },
    },
    {
      name: 'wirelab:show-lazy-css',
      enforce: 'post',
      applyToEnvironment: isClient,
      generateBundle() {
        for (const [chunk, files] of hidden) {
          for (const file of files) chunk.viteMetadata?.importedCss.add(file)
        }
        hidden.clear()
      },
    },
  ]
}

/** The chunks that a page loads without any `import()`: its entries and what they import. */
function eagerChunks(chunks: readonly Rolldown.OutputChunk[]): Set<Rolldown.OutputChunk> {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const found = new Set(chunks.filter((chunk) => chunk.isEntry))
  // A set grows while it is walked, so that what is found is walked too.
  for (const chunk of found) {
    for (const name of chunk.imports) {
      const imported = byName.get(name)
      if (imported !== undefined) found.add(imported)
    }
  }
  return found
}
