/** Asks for a trace file with the browser's own window. Hidden: a button or a menu opens it. */
import type { RefObject } from 'preact'

interface Props {
  readonly input: RefObject<HTMLInputElement>
  readonly label: string
  readonly onFile: (file: File) => void
}

export function TraceFileInput({ input, label, onFile }: Props) {
  return (
    <input
      ref={input}
      type="file"
      accept=".jsonl,application/jsonl"
      aria-label={label}
      tabIndex={-1}
      hidden
      onChange={({ currentTarget }) => {
        const file = currentTarget.files?.[0]
        if (file !== undefined) onFile(file)
        // The same file can be chosen again.
        currentTarget.value = ''
      }}
    />
  )
}
