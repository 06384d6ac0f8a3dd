/** The learner's own page in a real browser, as a check uses it. */
import { textsSchema } from '../protocol/drive.ts'
import { CheckClient } from './check-client.ts'
import { ExpectationError } from './check-failure.ts'
import { patientTimeout } from './patience.ts'
import { expectationMs } from './trace-watch.ts'

/** How often a page is looked at. */
const lookMs = 40
/** For so long a page must not show what it must not. */
const absentMs = 250

export class PageClient extends CheckClient {
  /** Types a text into a field, in place of what stands there. */
  async fill(selector: string, text: string): Promise<void> {
    await this.act({ do: 'fill', selector, text })
  }

  async click(selector: string): Promise<void> {
    await this.act({ do: 'click', selector })
  }

  async press(selector: string, key: string): Promise<void> {
    await this.act({ do: 'press', selector, key })
  }

  /** The text that each matching element shows now. */
  async texts(selector: string): Promise<readonly string[]> {
    return textsSchema.parse(await this.act({ do: 'read', selector }))
  }

  /** The page, or the element, comes to show the text. */
  async shows(text: string | RegExp, selector = 'body'): Promise<void> {
    const seen = await this.#look(expectationMs, selector, (shown) => contains(shown.join('\n'), text))
    if (seen !== undefined) throw this.#failure('not-shown', text, selector, seen.join('\n'))
  }

  /** There come to be as many matching elements as texts, one that shows each, in any order. */
  async showsEach(texts: readonly string[], selector: string): Promise<void> {
    const seen = await this.#look(
      expectationMs,
      selector,
      (shown) =>
        shown.length === texts.length &&
        texts.every((text) => shown.filter((each) => each.includes(text)).length === 1),
    )
    if (seen === undefined) return
    throw new ExpectationError({ code: 'not-each', client: this.name, selector, texts, seen, evidence: [] })
  }

  /** The page, or the element, does not show the text, also not after a while. */
  async showsNot(text: string | RegExp, selector = 'body'): Promise<void> {
    const seen = await this.#look(absentMs, selector, (shown) => contains(shown.join('\n'), text))
    if (seen === undefined)
      throw this.#failure('shown', text, selector, (await this.texts(selector)).join('\n'))
  }

  /** Looks until `enough`; gives what was seen at last when it never was. */
  async #look(
    withinMs: number,
    selector: string,
    enough: (shown: readonly string[]) => boolean,
  ): Promise<readonly string[] | undefined> {
    let isOver = false
    const forget = patientTimeout(() => (isOver = true), withinMs)
    try {
      for (;;) {
        const isLast = isOver
        const shown = await this.texts(selector)
        if (enough(shown)) return undefined
        if (isLast) return shown
        await new Promise((resolve) => setTimeout(resolve, lookMs))
      }
    } finally {
      forget()
    }
  }

  #failure(
    code: 'not-shown' | 'shown',
    text: string | RegExp,
    selector: string,
    seen: string,
  ): ExpectationError {
    return new ExpectationError({ code, client: this.name, selector, text: String(text), seen, evidence: [] })
  }
}

function contains(shown: string, text: string | RegExp): boolean {
  return typeof text === 'string' ? shown.includes(text) : text.test(shown)
}
