/** What will appear here, and how to make it appear. */
import { useInspector } from './context.ts'

export function EmptyState({ of }: { readonly of: 'ladder' | 'packets' | 'console' | 'detail' }) {
  const { model, strings } = useInspector()
  const cleared = of !== 'detail' && model.hiddenThrough.value > 0
  const { what, how } = strings.empty[cleared ? 'cleared' : of]
  return (
    <div class="wli-empty">
      <p>{what}</p>
      <p class="wli-soft">{how}</p>
    </div>
  )
}
