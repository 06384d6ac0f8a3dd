/** Shows the ladder's rows as sentences, for who reads better than looks, and as arrows again. */
import { Text } from 'lucide-preact'
import { timelineStrings } from '../../strings/timeline.ts'
import { useInspector } from './context.ts'
import './sentences.css'

const iconPx = 16

export function SentencesButton() {
  const { model, language } = useInspector()
  const name = timelineStrings(language).sentences
  return (
    <button
      type="button"
      class="wli-action"
      aria-pressed={model.inSentences.value}
      title={name}
      onClick={() => {
        model.inSentences.value = !model.inSentences.value
      }}
    >
      <Text size={iconPx} aria-hidden="true" />
      <span>{name}</span>
    </button>
  )
}
