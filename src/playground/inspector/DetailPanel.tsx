/** The details of what is selected. */
import { X } from 'lucide-preact'
import { ChapterDetail } from './ChapterDetail.tsx'
import { useInspector } from './context.ts'
import { EmptyState } from './EmptyState.tsx'
import { EventDetail } from './EventDetail.tsx'
import { PacketDetail } from './PacketDetail.tsx'
import { PinButton } from './PinButton.tsx'
import type { Selection } from './inspector-model.ts'

/** The ladder moves the focus here when Enter is pressed. */
export const detailId = 'wli-detail'
const iconPx = 16

export function DetailPanel() {
  const { model, strings } = useInspector()
  const selection = model.selection.value
  return (
    <aside
      id={detailId}
      class={`wli-detail${selection === undefined ? ' wli-detail-none' : ''}`}
      aria-label={strings.detail.label}
      tabIndex={-1}
    >
      {selection === undefined ? (
        <EmptyState of="detail" />
      ) : (
        <>
          <PinButton of={selection} />
          <button
            type="button"
            class="wli-close"
            aria-label={strings.detail.close}
            title={strings.detail.close}
            onClick={() => model.deselect()}
          >
            <X size={iconPx} aria-hidden="true" />
          </button>
          <Selected key={`${selection.kind}.${selection.seq}`} selection={selection} />
        </>
      )}
    </aside>
  )
}

function Selected({ selection }: { readonly selection: Selection }) {
  const { model, strings } = useInspector()
  // An answer or an attachment may still come.
  // oxlint-disable-next-line no-unused-expressions -- reading the signal subscribes to it
  model.version.value
  if (selection.kind === 'chapter') {
    const chapter = model.chapter(selection.seq)
    return chapter === undefined ? <p>{strings.detail.gone}</p> : <ChapterDetail chapter={chapter} />
  }
  const row = model.packet(selection.seq)
  if (row !== undefined) return <PacketDetail row={row} />
  const event = model.event(selection.seq)
  if (event === undefined || event.kind === 'frame') return <p>{strings.detail.gone}</p>
  return <EventDetail event={event} />
}
