/**
 * Colours and patterns of a ladder in an SVG file of its own. The same as the page's (`tokens.css`, `figure.css`), but
 * without custom properties: drawing programs that open the file do not know them.
 */

export type SvgTheme =
  | 'light'
  | 'dark'
  /** As its reader's system has it. */
  | 'auto'

interface Palette {
  readonly paper: string
  readonly ink: string
  readonly soft: string
  readonly hairline: string
  readonly error: string
  /** Of `wl-figure-1` and so on. */
  readonly participants: readonly string[]
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    paper: '#fbfaf7',
    ink: '#1d1f24',
    soft: '#555b66',
    hairline: '#dcd8cf',
    error: '#b3261e',
    participants: ['#0b7a75', '#a15c00', '#7443c4', '#b02a63', '#2d63c8', '#4d7312', '#9b4326', '#4a5a73'],
  },
  dark: {
    paper: '#15171b',
    ink: '#eceae4',
    soft: '#a6abb5',
    hairline: '#33373f',
    error: '#ff8f85',
    participants: ['#4fd1c5', '#f0b35a', '#b794f6', '#f48fb1', '#8ab4ff', '#b5d36a', '#f2a488', '#aebbd0'],
  },
}

const sans = "'Golos Text', system-ui, sans-serif"
const mono = "'JetBrains Mono', ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"

/** The line pattern of each participant: nobody has to see colours to tell lifelines apart. */
const patterns = ['10 4', '4 4', '9 3 2 3', '2 4', '18 4', '6 3 2 3 2 3', '3 9', '14 3 4 3']

const shapes = `
.wl-figure-label{font:12px ${mono};stroke-width:4px;paint-order:stroke;text-anchor:middle}
.wl-figure-start{text-anchor:start}
.wl-figure-end{text-anchor:end}
.wl-figure-event{font-weight:650}
.wl-figure-event,.wl-figure-preview{unicode-bidi:isolate}
.wl-figure-preview,.wl-figure-control .wl-figure-event,.wl-figure-request .wl-figure-event{font-weight:400}
.wl-figure-name{font:600 13px ${sans}}
.wl-figure-letter{font:700 11px ${sans};text-anchor:middle}
.wl-figure-stripes{stroke-width:2}
.wl-figure-badge,.wl-figure-head,.wl-figure-sign{fill:currentColor}
.wl-figure-line,.wl-figure-open,.wl-figure-lifeline{fill:none;stroke:currentColor;stroke-width:1.5}
.wl-figure-lifeline{stroke-width:2;opacity:.55}
.wl-figure-sign{stroke:currentColor;stroke-width:2}
.wl-figure-hollow{stroke:currentColor;stroke-width:1.5;stroke-linejoin:round}
.wl-figure-ack .wl-figure-line{stroke-dasharray:4 3}
.wl-figure-binary .wl-figure-line{stroke-width:4}
.wl-figure-control .wl-figure-line,.wl-figure-request .wl-figure-line,.wl-figure-chapter .wl-figure-line{stroke-width:1}
.wl-figure-chapter .wl-figure-line{stroke-dasharray:1 3}
.wl-figure-line.wl-figure-skipped{stroke-width:1;stroke-dasharray:3 3}
.wl-figure-chapter .wl-figure-label{font:10.5px ${sans}}
.wl-figure-boundary .wl-figure-label{font-family:${sans}}
.wl-figure-title{font:600 15px ${sans}}
.wl-figure-note{font:13px ${sans}}
.wl-figure-time{font:11px ${mono};text-anchor:end}
${patterns.map((dashes, index) => `.wl-figure-${index + 1} .wl-figure-lifeline{stroke-dasharray:${dashes}}`).join('\n')}
`

const colours = ({ paper, ink, soft, hairline, error, participants }: Palette): string => `
.wl-figure-paper,.wl-figure-hollow,.wl-figure-letter,.wl-figure-claimed .wl-figure-sign{fill:${paper}}
.wl-figure-stripes,.wl-figure-label{stroke:${paper}}
.wl-figure-label,.wl-figure-name,.wl-figure-title{fill:${ink}}
.wl-figure-preview,.wl-figure-time,.wl-figure-note,.wl-figure-control .wl-figure-event,.wl-figure-request .wl-figure-event,.wl-figure-mark .wl-figure-label,.wl-figure-boundary .wl-figure-label{fill:${soft}}
.wl-figure-hairline{stroke:${hairline}}
.wl-figure-server{color:${ink}}
${participants.map((colour, index) => `.wl-figure-${index + 1}{color:${colour}}`).join('\n')}
.wl-figure-refusal,.wl-figure-error{color:${error}}
.wl-figure-refusal .wl-figure-event,.wl-figure-error .wl-figure-label{fill:${error}}
`

/** The text of a `<style>` element. */
export function svgStyle(theme: SvgTheme): string {
  if (theme !== 'auto') return shapes + colours(palettes[theme])
  return `${shapes}${colours(palettes.light)}@media (prefers-color-scheme:dark){${colours(palettes.dark)}}\n`
}
