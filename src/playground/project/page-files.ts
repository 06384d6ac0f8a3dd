/** Which file of the project a page got for an address. What the server's routes do is not known, so some of it is guessed. */

/** A path as a request has it. */
function pathOf(url: string): string | undefined {
  try {
    return decodeURI(url.split(/[?#]/, 1)[0] ?? '').replace(/^\/+/, '')
  } catch {
    return undefined
  }
}

/**
 * The file that an address names: of that path, or, for a server that gives a folder to its pages, the one file whose
 * path ends so. A folder's page is its `index.html`.
 */
export function fileAt(url: string, files: readonly string[]): string | undefined {
  const [first, ...others] = filesAt(url, files)
  return others.length === 0 || files.includes(nameAt(url) ?? '') ? first : undefined
}

/** All that it may name, the file of just that path first. */
function filesAt(url: string, files: readonly string[]): readonly string[] {
  const name = nameAt(url)
  if (name === undefined) return []
  const ending = files.filter((file) => file.endsWith(`/${name}`))
  return files.includes(name) ? [name, ...ending] : ending
}

function nameAt(url: string): string | undefined {
  const path = pathOf(url)
  return path === '' || path?.endsWith('/') ? `${path}index.html` : path
}

/** Never sent under a name without an extension, unlike pages, templates and data. */
const assetExtension =
  /\.(?:css|[cm]?[jt]s|[jt]sx|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|mp3|mp4|webm|wasm)$/i
const markupExtension = /\.(?:html?|ejs|pug|hbs|handlebars|mustache|njk|md)$/i
const extensionOf = (path: string) => /\.[a-z0-9]+$/i.exec(path)?.[0]

/**
 * Whether what came from this address may be, or be made from, the file.
 * @param named whether the server's program names the file, and so may send it under an address of its own making
 */
export function mayBe(url: string, file: string, files: readonly string[], named: boolean): boolean {
  const found = filesAt(url, files)
  if (found.includes(file)) return true
  const path = pathOf(url) ?? ''
  const isFolder = path === '' || path.endsWith('/')
  if (!named || (found.length > 0 && !isFolder)) return false
  if (isFolder) return markupExtension.test(file)
  const extension = extensionOf(path)
  return extension === undefined ? !assetExtension.test(file) : extensionOf(file) === extension
}
