/**
 * Whether a browser takes a body that names no type for a page of HTML, as that of `response.end(html)`: WHATWG MIME
 * Sniffing, section 7.1, https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type
 */

/** A browser looks no further (bytes). */
const sniffedMax = 1445

const htmlStart =
  /^<(?:!--|(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|body|b|br|p)[ >])/i
/** Of the longest of them, `<!doctype html>`. */
const htmlStartMax = 15

/**
 * @param text the body so far, one character a byte
 * @param complete no more will come
 * @returns undefined when more of the body is needed
 */
export function isSniffedHtml(text: string, complete: boolean): boolean | undefined {
  const start = text.slice(0, sniffedMax).replace(/^[\t\n\f\r ]+/, '')
  if (htmlStart.test(start)) return true
  const mayBecome = start === '' || (start.startsWith('<') && start.length < htmlStartMax)
  return mayBecome && !complete && text.length < sniffedMax ? undefined : false
}
