/** Before a trace is open: what will appear here, and how to make it appear. */
import { FileUp } from 'lucide-preact'
import type { Language } from '../../../protocol/lesson.ts'
import { traceViewerStrings } from '../../strings/trace-viewer.ts'

interface Props {
  readonly language: Language
  readonly onChoose: () => void
  readonly onExample: () => void
}

/** The command that records a trace; the same in every language. */
const command = 'npm run wirelab -- run my-server/ --trace trace.jsonl'

const iconPx = 28

export function NoTrace({ language, onChoose, onExample }: Props) {
  const strings = traceViewerStrings(language)
  return (
    <div class="wl-viewer-empty">
      <div class="wl-viewer-target">
        <FileUp size={iconPx} aria-hidden="true" />
        <h2>{strings.heading}</h2>
        <p>
          {strings.description} {strings.drop}
        </p>
        <div class="wl-viewer-ways">
          <button type="button" class="primary-button" onClick={onChoose}>
            {strings.choose}
          </button>
          <button type="button" class="wl-viewer-example" onClick={onExample}>
            {strings.example}
          </button>
        </div>
        <p class="wl-viewer-soft">
          {strings.exampleHint} {strings.stays}
        </p>
      </div>
      <section class="wl-viewer-sources" aria-label={strings.sources}>
        <h3>{strings.sources}</h3>
        <ul>
          <li>{strings.fromLesson}</li>
          <li>
            {strings.command} <code>{command}</code>
          </li>
        </ul>
      </section>
    </div>
  )
}
