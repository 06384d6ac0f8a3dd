/** Messages of the instrumentation, known by their bytes: what is over its budget is not even parsed. */

/** As `inside/channel.ts` begins them. Another spelling is read as any other report, within the budget of those. */
const beginning = Buffer.from('{"type":"instrument","reports":[')
/** Each report has this once; within a text a quote stands escaped. */
const mark = Buffer.from('"kind":"')

export function isInstrumentMessage(body: Buffer): boolean {
  return (
    body.length > beginning.length && body.compare(beginning, 0, beginning.length, 0, beginning.length) === 0
  )
}

/** How many reports a message of the instrumentation holds; a forged one may say anything, and counts as one at least. */
export function countReports(body: Buffer): number {
  let count = 0
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) count += 1
  return Math.max(1, count)
}
