/** Traces whose every text is against its reader: markup, controls, what Mermaid obeys, names that are too many. */
import * as fc from 'fast-check'
import type { TraceEvent, TraceEventDraft } from '../../../protocol/trace.ts'
import { frame } from '../../fixtures/inspector/story.ts'
import { anyDraft, placed } from '../trace/state-events.ts'

/** Each trips something that reads an export. */
export const hostileTexts: readonly string[] = [
  'a;b',
  '#35;',
  '# heading',
  '%% comment',
  '%%{init: {"theme":"forest"}}%%',
  'first\nsecond',
  'end',
  '"quoted" \'twice\'',
  '<script>alert(1)</script><br/>',
  '</text></svg>',
  'style a:x#y;',
  'classDef b:x#y;',
  'wrap: nowrap:',
  '$$x^2$$ `code`',
  'ﬂ°°60¶ß',
  'ﬂ°lt¶ß',
  '-->>x: y',
  'Note over a: b',
  'participant q as r',
  '```\n# out of the block',
  '\u202Eevil\u001B[31m\u0000\uD800',
  '__proto__',
  '漢字かな한국어🎉',
  'accTitle: x',
  '---\ntitle: x\n---',
]

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...Array.from('#;%:<>$`-\n{}ﬂ°¶ß"x1 ')), { maxLength: 30 })
      .map((all) => all.join('')),
  },
)

const said = { origin: 'pane', claimed: true } as const

const hostileDraft: fc.Arbitrary<TraceEventDraft> = fc.oneof(
  anyDraft,
  fc
    .tuple(fc.constantFrom('ann', 'ben', 'zed9'), fc.constantFrom('up' as const, 'down' as const), text, text)
    .map(([client, direction, event, argument]) =>
      frame(client, direction, `42/${event.replaceAll(',', '')},7${JSON.stringify([event, argument])}`),
    ),
  fc.tuple(text, text).map(([name, line]): TraceEventDraft => ({
    ...said,
    kind: 'console',
    participant: Array.from(name).slice(0, 8).join('') || 'x',
    level: 'log',
    parts: [line],
  })),
  text.map((message): TraceEventDraft => ({
    ...said,
    kind: 'error',
    participant: 'ann',
    stage: 'page',
    name: 'Error',
    message,
  })),
  text.map((entry): TraceEventDraft => ({
    kind: 'run',
    phase: 'start',
    origin: 'user',
    run: 1,
    entry,
    files: {},
    isolation: 'bubblewrap',
    versions: {},
  })),
)

export const hostileTrace: fc.Arbitrary<readonly TraceEvent[]> = fc
  .array(hostileDraft, { maxLength: 30 })
  .map((drafts) => placed(drafts))
