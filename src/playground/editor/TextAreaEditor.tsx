/** An editor that works by touch: the browser's own text area, in step with the project. */
import { useEffect, useRef } from 'preact/hooks'
import type { Project, ProjectFile } from '../project/project.ts'
import type { Problems } from '../run/problems.ts'

interface Props {
  readonly project: Project
  readonly problems: Problems
  readonly file: ProjectFile
  readonly label: string
}

export function TextAreaEditor({ project, problems, file, label }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const place = project.place.value

  useEffect(() => {
    if (place === undefined || place.file !== file.path || area.current === null) return
    const lines = file.content.split('\n').slice(0, place.line - 1)
    const start = lines.reduce((sum, line) => sum + line.length + 1, 0)
    area.current.focus()
    area.current.setSelectionRange(start, start + (file.content.split('\n')[place.line - 1]?.length ?? 0))
    // Only a new place moves the cursor, not each keystroke.
  }, [place])

  return (
    <textarea
      ref={area}
      class="wl-text-area"
      aria-label={label}
      autocapitalize="off"
      autocomplete="off"
      spellcheck={false}
      wrap="off"
      value={file.content}
      onInput={(event) => {
        problems.editedSomewhere(file.path)
        project.write(file.path, event.currentTarget.value)
      }}
    />
  )
}
