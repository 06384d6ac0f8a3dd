/** Where to learn about it, if the page around the inspector has lessons. */
import { BookOpen } from 'lucide-preact'
import { whyStrings } from '../../strings/why.ts'
import { useInspector } from './context.ts'

const iconPx = 14

export function WhyLesson({ slug }: { readonly slug: string | undefined }) {
  const { language, lessonAddress } = useInspector()
  const address = slug === undefined ? undefined : lessonAddress?.(slug)
  if (address === undefined) return null
  return (
    <a class="wli-why-lesson" href={address} target="_blank" rel="noopener">
      <BookOpen size={iconPx} aria-hidden="true" /> {whyStrings(language).lesson}
    </a>
  )
}
