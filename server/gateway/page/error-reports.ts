/** Tells what went wrong in the page without anybody catching it. */
import type { AddressMap } from './address-map.ts'
import { indexIn, matches, nativeListen, nativeString } from './natives.ts'
import type { ReportQueue, UntimedReport } from './report-queue.ts'
import type { SourceLocation, SourceLocator } from './source-location.ts'
import { clipped, errorText, valueText } from './value-text.ts'

type ErrorReport = Extract<UntimedReport, { type: 'error' }>

const messageMax = 10_000
const stackMax = 20_000
const nameMax = 200

export function reportErrors(queue: ReportQueue, locator: SourceLocator, map: AddressMap): void {
  const add = (
    stage: ErrorReport['stage'],
    { name, message, stack }: { name: string; message: string; stack?: string },
    where: SourceLocation,
  ) => {
    queue.add({
      type: 'error',
      stage,
      name: clipped(name, nameMax),
      message: clipped(map.inward(message), messageMax),
      ...(stack === undefined ? {} : { stack: clipped(map.inward(stack), stackMax) }),
      ...where,
    })
  }
  nativeListen(
    'error',
    safely(queue, (event) => {
      if (!(event instanceof ErrorEvent)) {
        // Loading errors of elements do not bubble: they are only heard on the way down.
        if (event.target instanceof Element) add('load', failedLoad(event.target), {})
        return
      }
      const thrown = describe(event.error as unknown, event.message)
      add(stageOf(thrown, event), thrown, locator.locate(event.filename, event.lineno, event.colno))
    }),
    true,
  )
  nativeListen(
    'unhandledrejection',
    safely(queue, (event) => {
      if (!(event instanceof PromiseRejectionEvent)) return
      const reason: unknown = event.reason
      const thrown = describe(reason, '')
      add('rejection', thrown, locator.inStack(thrown.stack ?? ''))
    }),
  )
  nativeListen(
    'securitypolicyviolation',
    safely(queue, (event) => {
      if (!(event instanceof SecurityPolicyViolationEvent)) return
      const message = `${event.effectiveDirective} ${event.blockedURI}`
      const where = locator.locate(event.sourceFile, event.lineNumber, event.columnNumber)
      add('page', { name: 'SecurityPolicyViolation', message }, where)
    }),
  )
}

function safely(queue: ReportQueue, tell: (event: Event) => void): (event: Event) => void {
  return (event) => {
    try {
      if (!queue.refuses()) tell(event)
    } catch {
      // A page that broke what we build on loses its reports.
    }
  }
}

function describe(thrown: unknown, fallback: string): { name: string; message: string; stack?: string } {
  if (thrown instanceof Error) {
    const { stack } = thrown
    return {
      name: nativeString(thrown.name),
      message: nativeString(thrown.message),
      ...(typeof stack === 'string' && stack !== '' ? { stack: errorText(thrown) } : {}),
    }
  }
  // A script of another origin: the browser tells nothing but "Script error."
  if (thrown === null || thrown === undefined)
    return { name: 'Error', message: fallback || valueText(thrown) }
  return { name: 'Error', message: valueText(thrown) }
}

/** What Chromium, Firefox and Safari say of a module's name that leads nowhere; none of them says where it stands. */
const unresolvedName =
  /^(?:Failed to resolve module specifier|The specifier .* was a bare specifier|Module name, .* does not resolve)/

function stageOf(thrown: { name: string; message: string }, event: ErrorEvent): ErrorReport['stage'] {
  if (!isParseError(event)) return 'uncaught'
  if (thrown.name === 'SyntaxError') return 'syntax'
  return thrown.name === 'TypeError' && matches(unresolvedName, thrown.message) ? 'module' : 'uncaught'
}

/** An error that no code threw has no frame of a script in its stack: the source itself could not be read. */
function isParseError(event: ErrorEvent): boolean {
  const stack: unknown = (event.error as Error | null)?.stack
  return typeof stack !== 'string' || indexIn(stack, '\n    at ') < 0
}

function failedLoad(element: Element): { name: string; message: string } {
  const address = element.getAttribute('src') ?? element.getAttribute('href') ?? ''
  return { name: 'LoadError', message: `<${element.localName}> ${address}` }
}
