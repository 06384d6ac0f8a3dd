/** What browsers enforce for a pane, beside the site's own `sandbox` attribute. */
import type { PaneDomain } from './address.ts'

/** Kept equal to the iframe's `sandbox` attribute: it also holds in a tab of its own. */
const sandboxFlags = 'allow-scripts allow-same-origin allow-forms allow-modals'

/**
 * The policy of every answer to a pane. A pane may do what a page on localhost may do, but it reaches panes only: no
 * foreign host, and none of the programs that listen on the reader's own machine.
 */
export function panePolicy(siteOrigin: string, place: PaneDomain): string {
  const panes = place.secure
    ? `https://*.${place.domain} wss://*.${place.domain}`
    : `http://*.${place.domain} ws://*.${place.domain}`
  return [
    `sandbox ${sandboxFlags}`,
    `default-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' data: blob: ${panes}`,
    `form-action 'self' ${panes}`,
    `base-uri 'self' ${panes}`,
    "object-src 'none'",
    `frame-ancestors 'self' ${siteOrigin}`,
  ].join('; ')
}

/**
 * A policy of the learner's own, without `frame-ancestors`: to the learner the pane is a tab, not a frame.
 * Undefined when nothing is left.
 */
export function withoutFrameAncestors(policy: string): string | undefined {
  const kept = policy.split(';').filter((directive) => !/^\s*frame-ancestors(?:\s|$)/i.test(directive))
  return kept.some((directive) => directive.trim() !== '') ? kept.join(';') : undefined
}
