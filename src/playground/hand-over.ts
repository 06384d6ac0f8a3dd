/** The browser's way of giving a file to its user. */

/** For how long the browser may take to begin with the download (ms). */
const readByBrowserMs = 60_000

export function handOver(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), readByBrowserMs)
}
