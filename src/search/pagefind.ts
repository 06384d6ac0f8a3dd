/** The search index that the build writes beside the pages; loaded when somebody first searches. */

/** What is used of Pagefind's browser interface: https://pagefind.app/docs/api/ */
interface Pagefind {
  init(): Promise<void>
  /** Null when a newer search has taken the place of this one. */
  debouncedSearch(term: string): Promise<{ results: { data(): Promise<PageFound> }[] } | null>
}

interface PageFound {
  url: string
  meta: { title?: string }
  sub_results: { title: string; url: string; excerpt: string }[]
}

export interface Found {
  readonly page: string
  /** The heading under which the words stand, where it is not the page's own. */
  readonly section?: string | undefined
  readonly url: string
  /** Text with the words found in `<mark>`, everything else escaped by Pagefind. */
  readonly excerpt: string
}

const bundle = '/pagefind/pagefind.js'
const mostPages = 8
const mostSections = 3

let loading: Promise<Pagefind> | undefined

async function load(): Promise<Pagefind> {
  // Written by the build under a fixed address, so it has no types to import; the interface above is its documented one.
  const module = (await import(/* @vite-ignore */ bundle)) as Pagefind
  await module.init()
  return module
}

/** Finds pages in the language of this one. Null when a newer search has overtaken; rejects when there is no index. */
export async function find(term: string): Promise<Found[] | null> {
  loading ??= load()
  const search = await (await loading).debouncedSearch(term)
  if (search === null) return null
  const pages = await Promise.all(search.results.slice(0, mostPages).map((result) => result.data()))
  return pages.flatMap(({ meta, sub_results: sections }) => {
    const page = meta.title ?? ''
    return sections.slice(0, mostSections).map(({ title, url, excerpt }) => ({
      page,
      section: title === page ? undefined : title,
      url,
      excerpt,
    }))
  })
}
