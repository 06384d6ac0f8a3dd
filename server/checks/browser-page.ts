/** The learner's page of a check, in Node: a page of a headless browser, with a profile of its own. */
import type { Browser, Page } from 'playwright'
import type { DrivenClient } from '../../harness/driver.ts'
import type { ClientAction, ClientAnswer } from '../../protocol/drive.ts'

/** A page that has not loaded by then is broken, or waits for ever. */
const loadMs = 5_000
/** An element that is there is clicked at once, except on a machine that is busy: then it must not pass for missing. */
const actionMs = 3_000
const textsMax = 100

/**
 * @param origin where the page is: the client's own on the gateway, or the server's, seen through a proxy
 * @param uncaught is told what nobody caught in the page
 * @param proxy the address of the client's proxy, where it has one
 */
export async function openBrowserPage(
  name: string,
  origin: string,
  browser: Browser,
  uncaught: (error: Error) => void,
  proxy?: string,
): Promise<DrivenClient> {
  const context = await browser.newContext(proxy === undefined ? {} : { proxy: { server: proxy } })
  const page = await context.newPage()
  let problem: string | undefined
  page.on('crash', () => (problem = 'The page crashed.'))
  page.on('pageerror', uncaught)
  page.on('dialog', (dialog) => void dialog.dismiss())
  const response = await page.goto(origin, { timeout: loadMs }).catch(() => {
    problem = ''
    return null
  })
  if (response !== null && !response.ok()) problem = ''
  return {
    name,
    perform: async (action, signal) => {
      signal.throwIfAborted()
      if (problem !== undefined) return { ok: false, problem: 'no-page', detail: problem }
      const answer = await perform(page, action)
      signal.throwIfAborted()
      return answer
    },
    close: () => context.close(),
  }
}

async function perform(page: Page, action: ClientAction): Promise<ClientAnswer> {
  switch (action.do) {
    case 'fill':
    case 'click':
    case 'press':
      return act(page, action)
    case 'read': {
      const texts = await page.locator(action.selector).evaluateAll(shownTexts)
      return { ok: true, value: texts.slice(0, textsMax) }
    }
    case 'fetch': {
      const response = await page.request.get(new URL(action.path, page.url()).href)
      return { ok: true, value: { status: response.status(), body: await response.text() } }
    }
    case 'connect':
    case 'emit':
    case 'ask':
    case 'disconnect':
      throw new Error(`The check asks for "${action.do}" of a page, which has sockets of its own: use check.`)
    default:
      return action satisfies never
  }
}

async function act(
  page: Page,
  action: Extract<ClientAction, { do: 'fill' | 'click' | 'press' }>,
): Promise<ClientAnswer> {
  const element = page.locator(action.selector).first()
  const timeout = actionMs
  try {
    if (action.do === 'fill') await element.fill(action.text, { timeout })
    else if (action.do === 'click') await element.click({ timeout })
    else await element.press(action.key, { timeout })
    return { ok: true, value: undefined }
  } catch (error) {
    return { ok: false, problem: 'no-element', detail: String(error).slice(0, 2000) }
  }
}

/** Runs in the page. What a field holds is what it shows. */
function shownTexts(elements: readonly (HTMLElement | SVGElement)[]): string[] {
  return elements.map((element) =>
    element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
      ? element.value
      : element instanceof HTMLElement
        ? element.innerText
        : (element.textContent ?? ''),
  )
}
