/** One frame: its wire text piece by piece, what it carried, and what it belongs to. */
import { useMemo } from 'preact/hooks'
import { annotate } from '../../../trace/annotate.ts'
import { attachmentSize } from '../../../trace/attachment-bytes.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { decodeRow, type PacketRow } from '../../../trace/packet-row.ts'
import { formatBytes, formatDuration, formatMoment } from '../../../trace/quantity.ts'
import { AckWaiting } from './AckTimeout.tsx'
import { CallDetail } from './CallDetail.tsx'
import { useInspector } from './context.ts'
import { Claimed, DetailPart, DetailTitle, Facts } from './detail-parts.tsx'
import { FilterTerms } from './FilterTerms.tsx'
import { HandlersDetail } from './HandlersDetail.tsx'
import { HexBytes } from './HexBytes.tsx'
import { PayloadTree } from './PayloadTree.tsx'
import { emitOf } from './sent-call.ts'
import { WhyButton } from './WhyButton.tsx'
import { WireText } from './WireText.tsx'

/** Of a name among the facts. */
const nameMaxLength = 80

export function PacketDetail({ row }: { readonly row: PacketRow }) {
  const { model, strings, words, language, nameOf } = useInspector()
  const decoded = useMemo(() => decodeRow(row), [row])
  const annotations = useMemo(() => annotate(row.frame, decoded), [row, decoded])
  const isBytes = row.frame.form === 'binary' || row.kind === 'binary'
  const args = decoded.packet?.args ?? []
  return (
    <>
      <DetailTitle name={row.event ?? row.question?.event ?? nameOfKind(row)}>
        {words.way(nameOf(row.client), row.direction)}
      </DetailTitle>
      {(row.kind === 'event' || row.kind === 'ack' || row.attachmentOf !== undefined) && <WhyButton />}
      <Claimed event={row.frame} />
      {row.problem !== undefined && (
        <p class="wli-problem">
          <b>{strings.detail.problem}.</b> {strings.problems[row.problem]}
        </p>
      )}
      <AckTie row={row} />
      <Call row={row} />
      {row.frame.form === 'text' && (
        <DetailPart title={strings.detail.wire}>
          <WireText annotations={annotations} />
        </DetailPart>
      )}
      {args.length > 0 && (
        <DetailPart title={strings.detail.payload}>
          <PayloadTree values={args} />
        </DetailPart>
      )}
      {isBytes && (
        <DetailPart title={strings.detail.bytes}>
          <HexBytes row={row} />
        </DetailPart>
      )}
      <Attachments row={row} />
      <HandlersDetail row={row} />
      <DetailPart title={strings.detail.facts}>
        <Facts
          facts={{
            time: `${formatMoment(row.at - model.runs.since(row.seq))} ${strings.detail.seconds}`,
            transport: row.transport,
            size: formatBytes(row.size, language),
            namespace: row.namespace,
            link: row.link,
            ...(decoded.handshake === undefined
              ? {}
              : {
                  sid: inertText(decoded.handshake.sid, nameMaxLength),
                  upgrades: inertText(decoded.handshake.upgrades.join(', '), nameMaxLength),
                  pingInterval: formatDuration(decoded.handshake.pingIntervalMs * 1000, language),
                  pingTimeout: formatDuration(decoded.handshake.pingTimeoutMs * 1000, language),
                }),
          }}
        />
        <FilterTerms
          event={row.event ?? row.question?.event}
          client={row.client}
          namespace={row.namespace}
          rooms={emitOf(row, model)?.rooms}
        />
      </DetailPart>
    </>
  )
}

/** Where the server says that it sent this, if that can be: a frame of another event came of another call. */
function Call({ row }: { readonly row: PacketRow }) {
  const { model } = useInspector()
  const emit = emitOf(row, model)
  return emit === undefined ? null : <CallDetail emit={emit} />
}

/** The other half of a question and its answer. */
function AckTie({ row }: { readonly row: PacketRow }) {
  const { model, strings, language } = useInspector()
  if (row.question !== undefined) {
    const { seq, latencyUs } = row.question
    return (
      <p class="wli-tie">
        {strings.detail.answered(formatDuration(latencyUs, language))}{' '}
        <button type="button" onClick={() => model.select(seq)}>
          {strings.detail.question}
        </button>
      </p>
    )
  }
  if (row.kind === 'ack') return <p class="wli-tie">{strings.detail.withoutQuestion}</p>
  if (row.kind !== 'event' || row.ackId === undefined) return null
  if (row.answer === undefined)
    return (
      <p class="wli-tie">
        <AckWaiting seqs={[row.seq]} />
      </p>
    )
  const { seq, latencyUs } = row.answer
  return (
    <p class="wli-tie">
      {strings.detail.answered(formatDuration(latencyUs, language))}{' '}
      <button type="button" onClick={() => model.select(seq)}>
        {strings.detail.answer}
      </button>
    </p>
  )
}

/** Attachments of a packet, or the packet of an attachment. */
function Attachments({ row }: { readonly row: PacketRow }) {
  const { model, strings, language } = useInspector()
  const { attachmentOf } = row
  if (attachmentOf !== undefined) {
    return (
      <p class="wli-tie">
        <button type="button" onClick={() => model.select(attachmentOf.seq)}>
          {strings.detail.partOf}
        </button>
      </p>
    )
  }
  const attachments = row.attachments === undefined ? [] : model.attachmentsOf(row.seq)
  if (attachments.length === 0) return null
  return (
    <ul class="wli-attachments">
      {attachments.map((attachment, index) => (
        <li key={attachment.seq}>
          <button type="button" onClick={() => model.select(attachment.seq)}>
            {strings.detail.placeholder(index + 1)}
          </button>{' '}
          {formatBytes(attachmentSize(attachment.frame, attachment.attachmentOf), language)}
        </li>
      ))}
    </ul>
  )
}

function nameOfKind({ type, engine, kind }: PacketRow): string {
  return type?.replace('_', ' ') ?? engine ?? kind
}
