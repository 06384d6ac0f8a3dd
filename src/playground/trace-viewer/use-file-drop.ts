/** Files dropped anywhere on the page: a file that misses a small target would make the browser leave the page. */
import { useEffect, useState } from 'preact/hooks'

/** Calls `onFile` with the first file of a drop; tells whether one is being dragged over the page. `onFile` must not change. */
export function useFileDrop(onFile: (file: File) => void): boolean {
  const [dragging, setDragging] = useState(false)
  useEffect(() => {
    const ends = new AbortController()
    const { signal } = ends
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    addEventListener(
      'dragover',
      (event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        setDragging(true)
      },
      { signal },
    )
    addEventListener(
      'dragleave',
      (event) => {
        // To another element it goes on; to none, it left the window.
        if (event.relatedTarget === null) setDragging(false)
      },
      { signal },
    )
    addEventListener(
      'drop',
      (event) => {
        setDragging(false)
        if (!holdsFiles(event)) return
        event.preventDefault()
        const file = event.dataTransfer?.files[0]
        if (file !== undefined) onFile(file)
      },
      { signal },
    )
    return () => ends.abort()
  }, [onFile])
  return dragging
}
