/** What a check does to the page's elements, as a person's hand would: focus alone stays where the reader has it. */
import { NativeEvent, NativeInputEvent, NativeKeyboardEvent, NativeMouseEvent } from './native-events.ts'
import { nativeApply, nativeMethod, nativeNow, nativeSetTimeout, nativeString, settable } from './natives.ts'
import type { ClientAction, ClientAnswer } from '../../../protocol/drive.ts'

type ElementAction = Extract<ClientAction, { do: 'fill' | 'click' | 'press' }>

/** For so long an element may still be on its way. */
const elementWithinMs = 1_000
const elementEveryMs = 25
const shownTextsMax = 100

const dispatch = nativeMethod(EventTarget.prototype, 'dispatchEvent')
const clickElement = nativeMethod(HTMLElement.prototype, 'click')
const requestSubmit = nativeMethod(HTMLFormElement.prototype, 'requestSubmit')
const setInputValue = settable(HTMLInputElement.prototype, 'value')?.set
const setAreaValue = settable(HTMLTextAreaElement.prototype, 'value')?.set
const queryAll = nativeMethod(Document.prototype, 'querySelectorAll')
// Of its overloads the general one.
const queryOne: (selector: string) => Element | null = nativeMethod(Document.prototype, 'querySelector')

type TextField = HTMLInputElement | HTMLTextAreaElement

/** A field whose text was changed and that has not been left since: it owes a `change` event. */
let editedField: TextField | undefined

export function readTexts(selector: string): ClientAnswer {
  try {
    const elements = nativeApply(queryAll, document, [selector])
    const texts: string[] = []
    for (let index = 0; index < elements.length && index < shownTextsMax; index += 1) {
      const element = elements[index]
      if (element) texts[index] = shownText(element)
    }
    return { ok: true, value: texts }
  } catch (error) {
    return noElement(error)
  }
}

/** Waits until the element is there and takes part; answers once. */
export function actOnElement(action: ElementAction, answer: (answer: ClientAnswer) => void): void {
  const untilMs = nativeNow() + elementWithinMs
  const attempt = () => {
    try {
      const element = nativeApply(queryOne, document, [action.selector])
      const obstacle = obstacleOf(element, action)
      if (element instanceof HTMLElement && obstacle === undefined) {
        perform(element, action)
        answer({ ok: true, value: undefined })
      } else if (nativeNow() < untilMs) {
        nativeSetTimeout(attempt, elementEveryMs)
      } else {
        answer(noElement(obstacle))
      }
    } catch (error) {
      answer(noElement(error))
    }
  }
  attempt()
}

function noElement(reason: unknown): ClientAnswer {
  return { ok: false, problem: 'no-element', detail: nativeString(reason) }
}

function shownText(element: Element): string {
  if (isTextField(element)) return element.value
  return element instanceof HTMLElement ? element.innerText : (element.textContent ?? '')
}

function isTextField(element: Element): element is TextField {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
}

function obstacleOf(element: Element | null, action: ElementAction): string | undefined {
  if (!(element instanceof HTMLElement)) return 'It is not on the page.'
  // A key needs no sight of what it goes to.
  if (action.do === 'press') return undefined
  const box = element.getBoundingClientRect()
  if (box.width === 0 || box.height === 0 || getComputedStyle(element).visibility !== 'visible')
    return 'It is not visible.'
  if (element.matches(':disabled')) return 'It is disabled.'
  if (action.do === 'fill' && (!isTextField(element) || element.readOnly)) return 'It takes no text.'
  return undefined
}

function perform(element: HTMLElement, action: ElementAction): void {
  if (element !== editedField) leaveField()
  if (action.do === 'fill') fillField(element, action.text)
  else if (action.do === 'click') clickAt(element)
  else pressKey(element, action.key)
}

function leaveField(): void {
  const field = editedField
  editedField = undefined
  if (field) nativeApply(dispatch, field, [new NativeEvent('change', { bubbles: true })])
}

function fillField(element: HTMLElement, text: string): void {
  if (!isTextField(element)) return
  const set = element instanceof HTMLInputElement ? setInputValue : setAreaValue
  if (set) nativeApply(set, element, [text])
  editedField = element
  const how = { bubbles: true, composed: true, inputType: 'insertText', data: text }
  nativeApply(dispatch, element, [new NativeInputEvent('input', how)])
}

function clickAt(element: HTMLElement): void {
  const how = { bubbles: true, cancelable: true, composed: true, view: window, detail: 1 }
  nativeApply(dispatch, element, [new NativeMouseEvent('mousedown', how)])
  nativeApply(dispatch, element, [new NativeMouseEvent('mouseup', how)])
  // Its own kind of click: it follows links, ticks boxes and submits forms.
  nativeApply(clickElement, element, [])
}

function pressKey(element: HTMLElement, key: string): void {
  const how = { bubbles: true, cancelable: true, composed: true, view: window, key, code: key }
  const types = key === 'Enter' || key.length === 1
  const isFree =
    nativeApply(dispatch, element, [new NativeKeyboardEvent('keydown', how)]) &&
    (!types || nativeApply(dispatch, element, [new NativeKeyboardEvent('keypress', how)]))
  if (isFree) defaultOfKey(element, key)
  nativeApply(dispatch, element, [new NativeKeyboardEvent('keyup', how)])
}

/** What a browser does when no listener has forbidden it. */
function defaultOfKey(element: HTMLElement, key: string): void {
  if (element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && key.length === 1)) {
    if (key === 'Enter') fillField(element, `${element.value}\n`)
    else if (key.length === 1) fillField(element, `${element.value}${key}`)
  } else if (element instanceof HTMLInputElement && key === 'Enter') {
    leaveField()
    submitBy(element)
  } else if ((key === 'Enter' || key === ' ') && element.matches('button, a[href]')) {
    nativeApply(clickElement, element, [])
  }
}

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#implicit-submission */
function submitBy({ form }: HTMLInputElement): void {
  if (!form) return
  const button = form.querySelector<HTMLElement>(
    'button:not([type]), button[type=submit], input[type=submit], input[type=image]',
  )
  if (button) {
    if (!button.matches(':disabled')) nativeApply(clickElement, button, [])
    return
  }
  const fields = form.querySelectorAll(
    'input:not([type=checkbox], [type=radio], [type=hidden], [type=button], [type=reset], [type=range], [type=color], [type=file])',
  )
  if (fields.length <= 1) nativeApply(requestSubmit, form, [])
}
