/** A place in the learner's code that opens in the editor. */
import { inertText } from '../../../trace/inert-text.ts'
import { useInspector } from './context.ts'

const fileMaxLength = 60

export interface Location {
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
}

export function LocationButton({
  location,
  tabIndex,
}: {
  readonly location: Location
  readonly tabIndex?: number
}) {
  const { strings, onJump } = useInspector()
  const { file, line, column } = location
  if (file === undefined) return null
  const text = `${inertText(file, fileMaxLength)}${line === undefined ? '' : `:${line}`}`
  return (
    <button
      type="button"
      class="wli-location"
      aria-label={strings.console.open(text)}
      tabIndex={tabIndex}
      onClick={(event) => {
        event.stopPropagation()
        onJump(file, line ?? 1, column ?? 1)
      }}
    >
      {text}
    </button>
  )
}
