/** The received packet because of which something happened in the server. */
import { useInspector } from './context.ts'

export function CauseTie({ seq }: { readonly seq: number }) {
  const { model, strings, nameOf } = useInspector()
  const cause = model.inside.causeOf(seq)
  const row = cause === undefined ? undefined : model.packet(cause.frame)
  if (cause === undefined || row === undefined) return null
  const name = row.event ?? row.question?.event ?? row.type?.replace('_', ' ') ?? ''
  return (
    <p class="wli-tie">
      {strings.call.cause[cause.how]}{' '}
      <button type="button" onClick={() => model.select(row.seq)}>
        <b>{name}</b> {strings.call.from(nameOf(row.client))}
      </button>
    </p>
  )
}
