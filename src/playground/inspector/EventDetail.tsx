/** Details of what is no packet: requests, connections, lines, errors, runs, losses. */
import type { TraceEvent, TraceEventOf } from '../../../protocol/trace.ts'
import { inertText } from '../../../trace/inert-text.ts'
import { formatBytes, formatDuration } from '../../../trace/quantity.ts'
import { CheckDetail } from './CheckDetail.tsx'
import { useInspector } from './context.ts'
import { Claimed, DetailPart, DetailTitle, Facts } from './detail-parts.tsx'
import { EmitDetail } from './EmitDetail.tsx'
import { FaultDetail, InsideDetail } from './InsideDetail.tsx'
import { InertText } from './InertText.tsx'
import { LocationButton } from './LocationButton.tsx'
import { useMoment } from './use-moment.ts'

/** Of a console line, a message or a stack. */
const maxText = 10_000
const maxName = 200
const usPerMs = 1000

type OtherEvent = Exclude<TraceEvent, { kind: 'frame' }>

export function EventDetail({ event }: { readonly event: OtherEvent }) {
  switch (event.kind) {
    case 'http':
      return <HttpDetail event={event} />
    case 'link':
      return <LinkDetail event={event} />
    case 'console':
      return <ConsoleDetail event={event} />
    case 'error':
      return <ErrorDetail event={event} />
    case 'run':
      return <RunDetail event={event} />
    case 'drop':
      return <DropDetail event={event} />
    case 'emit':
      return <EmitDetail event={event} />
    case 'fault':
      return <FaultDetail event={event} />
    case 'check':
      return <CheckDetail event={event} />
    case 'socket':
    case 'room':
    case 'delivery':
    case 'listener':
    case 'state':
      return <InsideDetail event={event} />
    default:
      return event satisfies never
  }
}

function HttpDetail({ event }: { readonly event: TraceEventOf<'http'> }) {
  const { strings, language, nameOf } = useInspector()
  return (
    <>
      <DetailTitle name={`${event.method} ${inertText(event.path, maxName)}`}>
        {nameOf(event.client)}
      </DetailTitle>
      {event.failure !== undefined && <p class="wli-problem">{strings.failures[event.failure]}</p>}
      <DetailPart title={strings.detail.facts}>
        <Facts
          facts={{
            time: useMoment(event),
            status: String(event.status),
            duration: formatDuration(event.durationUs, language),
            requestBytes: formatBytes(event.requestBytes, language),
            responseBytes: formatBytes(event.responseBytes, language),
            port: String(event.port),
          }}
        />
      </DetailPart>
    </>
  )
}

function LinkDetail({ event }: { readonly event: TraceEventOf<'link'> }) {
  const { strings, words, nameOf } = useInspector()
  const text = event.phase === 'close' ? strings.closeReasons[event.reason] : event.transport
  return (
    <>
      <DetailTitle name={words.links[event.phase](text)}>{nameOf(event.client)}</DetailTitle>
      <DetailPart title={strings.detail.facts}>
        <Facts
          facts={{
            time: useMoment(event),
            link: event.link,
            ...(event.phase === 'close'
              ? { code: event.code === undefined ? undefined : String(event.code) }
              : {}),
            ...(event.phase === 'open'
              ? { port: String(event.port), path: inertText(event.path, maxName), sid: event.sid }
              : {}),
          }}
        />
      </DetailPart>
    </>
  )
}

function ConsoleDetail({ event }: { readonly event: TraceEventOf<'console'> }) {
  const { strings, nameOf } = useInspector()
  return (
    <>
      <DetailTitle name={strings.tabs.console}>
        {nameOf(event.participant)} ·{' '}
        {event.typed === undefined ? strings.console.levels[event.level] : strings.typed[event.typed]}
      </DetailTitle>
      <pre class="wli-text">
        <InertText source={event.parts.join(' ')} maxLength={maxText} keepLines />
      </pre>
      <LocationButton location={event} />
      <Facts facts={{ time: useMoment(event), uncertainty: useUncertainty(event) }} />
      <Claimed event={event} />
    </>
  )
}

function ErrorDetail({ event }: { readonly event: TraceEventOf<'error'> }) {
  const { strings, nameOf } = useInspector()
  return (
    <>
      <DetailTitle name={inertText(event.name, maxName)}>{nameOf(event.participant)}</DetailTitle>
      <p class="wli-problem">
        <b>{strings.errorStages[event.stage]}.</b>{' '}
        <InertText source={event.message} maxLength={maxText} keepLines />
      </p>
      <LocationButton location={event} />
      <Facts facts={{ time: useMoment(event), code: event.code, uncertainty: useUncertainty(event) }} />
      <Claimed event={event} />
      {event.stack !== undefined && (
        <DetailPart title={strings.detail.stack}>
          <pre class="wli-text">
            <InertText source={event.stack} maxLength={maxText} keepLines />
          </pre>
        </DetailPart>
      )}
    </>
  )
}

function useUncertainty({ uncertainty }: TraceEvent): string | undefined {
  const { language } = useInspector()
  return uncertainty === undefined ? undefined : `± ${formatDuration(uncertainty, language)}`
}

function RunDetail({ event }: { readonly event: TraceEventOf<'run'> }) {
  const { strings, words, language } = useInspector()
  const moment = useMoment(event)
  switch (event.phase) {
    case 'start':
      return (
        <>
          <DetailTitle name={words.run(event.run, event.entry)} />
          <Facts facts={{ entry: event.entry, isolation: strings.isolation[event.isolation] }} />
          <DetailPart title={strings.detail.versions}>
            <ul class="wli-plain">
              {Object.entries(event.versions).map(([name, version]) => (
                <li key={name}>{inertText(`${name} ${version}`, maxName)}</li>
              ))}
            </ul>
          </DetailPart>
        </>
      )
    case 'listen':
      return (
        <>
          <DetailTitle name={words.listening(event.port, formatDuration(event.afterUs, language))} />
          <Facts facts={{ time: moment }} />
        </>
      )
    case 'unlisten':
      return (
        <>
          <DetailTitle name={words.noLongerListening(event.port)} />
          <Facts facts={{ time: moment }} />
        </>
      )
    case 'blocked':
    case 'unblocked':
      return (
        <>
          <DetailTitle name={words[event.phase](formatDuration(event.forMs * usPerMs, language))} />
          <Facts facts={{ time: moment }} />
          <Claimed event={event} />
        </>
      )
    case 'end':
      return (
        <>
          <DetailTitle name={words.ended(event.run, words.endReasons[event.reason])} />
          <Facts
            facts={{
              time: moment,
              code: event.exitCode === undefined ? undefined : words.exitCode(event.exitCode),
              reason: event.signal === undefined ? undefined : words.signal(event.signal),
            }}
          />
        </>
      )
    default:
      return event satisfies never
  }
}

function DropDetail({ event }: { readonly event: TraceEventOf<'drop'> }) {
  const { words, number } = useInspector()
  return (
    <>
      <DetailTitle name={words.drops[event.what](number(event.count))} />
      <Facts facts={{ time: useMoment(event) }} />
    </>
  )
}
