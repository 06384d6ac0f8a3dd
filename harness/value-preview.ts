/** A value as one short line of text. */

const previewMax = 200
/** A client's value can be nested as deep as it likes. */
const depthMax = 6

type Special = (value: unknown) => string | undefined
const nothingSpecial: Special = () => undefined

/** As JSON, cut where it grows long or deep. `special` words what JSON cannot. */
export function previewOf(value: unknown, special: Special = nothingSpecial): string {
  const text = write(value, special, 0)
  return text.length > previewMax ? `${text.slice(0, previewMax)}…` : text
}

function write(value: unknown, special: Special, depth: number): string {
  const said = special(value)
  if (said !== undefined) return said
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth === depthMax) return '…'
  const inner = (each: unknown) => write(each, special, depth + 1)
  if (Array.isArray(value)) return `[${value.map(inner).join(',')}]`
  const fields = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${inner(each)}`)
  return `{${fields.join(',')}}`
}
