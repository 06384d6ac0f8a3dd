/** One call of the server that sends. What it carried stands on its frames. */
import type { TraceEventOf } from '../../../protocol/trace.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { endsOf } from '../../../trace/ladder-fan.ts'
import { fanToText } from '../../../trace/ladder-fan-sentence.ts'
import { decodeRow } from '../../../trace/packet-row.ts'
import { CallDetail } from './CallDetail.tsx'
import { useInspector } from './context.ts'
import { DetailPart, DetailTitle, Facts } from './detail-parts.tsx'
import { FilterTerms } from './FilterTerms.tsx'
import { PayloadTree } from './PayloadTree.tsx'
import { useMoment } from './use-moment.ts'
import { WhyButton } from './WhyButton.tsx'

const nameMax = 200

export function EmitDetail({ event }: { readonly event: TraceEventOf<'emit'> }) {
  const { model, strings, language, nameOf } = useInspector()
  const fan = model.fan(event.seq)
  const names = (fan === undefined ? [] : endsOf(fan)).flatMap(({ client, arrows }) =>
    arrows === undefined ? [] : [nameOf(client)],
  )
  const row = fan?.arrows[0] && model.packet(fan.arrows[0].seq)
  const args = row === undefined ? [] : (decodeRow(row).packet?.args ?? [])
  return (
    <>
      <DetailTitle name={event.event === undefined ? strings.call.answer : inertText(event.event, nameMax)}>
        {fanToText(names, event, { language, nameOf })}
      </DetailTitle>
      <WhyButton />
      <CallDetail emit={event} />
      {args.length > 0 && (
        <DetailPart title={strings.detail.payload}>
          <PayloadTree values={args} />
        </DetailPart>
      )}
      <DetailPart title={strings.detail.facts}>
        <Facts facts={{ time: useMoment(event), namespace: inertText(event.namespace, nameMax) }} />
        <FilterTerms event={event.event} namespace={event.namespace} rooms={event.rooms} />
      </DetailPart>
    </>
  )
}
