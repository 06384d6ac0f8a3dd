/** Addresses in elements: set by scripts, and written in the page itself. */
import type { AddressMap } from './address-map.ts'
import type { ScriptSeen } from './mapped-modules.ts'
import {
  nativeApply,
  nativeDefine,
  nativeLowerCase,
  nativeMethod,
  nativeString,
  settable,
} from './natives.ts'

const addressProperties = [
  [HTMLScriptElement, 'src'],
  [HTMLImageElement, 'src'],
  [HTMLIFrameElement, 'src'],
  [HTMLSourceElement, 'src'],
  [HTMLMediaElement, 'src'],
  [HTMLEmbedElement, 'src'],
  [HTMLLinkElement, 'href'],
  [HTMLAnchorElement, 'href'],
  [HTMLFormElement, 'action'],
] as const

const addressNames = ['src', 'href', 'action'] as const
const selector = '[src],[href],[action]'

/** @param seen hears of each script element of the page's markup before it runs */
export function mapElements(map: AddressMap, seen: ScriptSeen): void {
  const setAttribute = nativeMethod(Element.prototype, 'setAttribute')
  const removeAttribute = nativeMethod(Element.prototype, 'removeAttribute')
  const getAttribute = nativeMethod(Element.prototype, 'getAttribute')
  // Of its overloads only the general one counts here.
  const querySelectorAll: (selector: string) => NodeListOf<Element> = nativeMethod(
    Element.prototype,
    'querySelectorAll',
  )
  const outwardIn = (element: Element, value: string): string => {
    const outward = map.outward(value)
    // Promised for the CDN's file; the local copy can be of another version.
    if (outward !== value) nativeApply(removeAttribute, element, ['integrity'])
    return outward
  }
  const hasLibrary = (element: Element): boolean => {
    const address: string | null =
      nativeApply(getAttribute, element, ['src']) ?? nativeApply(getAttribute, element, ['href'])
    return address !== null && map.isLibrary(address)
  }

  for (const [type, name] of addressProperties) {
    mapProperty(type.prototype, name, (element, value) => outwardIn(element, value))
  }
  for (const type of [HTMLScriptElement, HTMLLinkElement]) {
    mapProperty(type.prototype, 'integrity', (element, value) => (hasLibrary(element) ? '' : value))
  }
  Element.prototype.setAttribute = function (name, value) {
    const key = typeof name === 'string' ? nativeLowerCase(name) : ''
    if (key === 'integrity' && hasLibrary(this)) return
    const isAddress = key === 'src' || key === 'href' || key === 'action'
    nativeApply(setAttribute, this, [name, isAddress ? outwardIn(this, nativeString(value)) : value])
  }
  const mapWritten = (element: Element) => {
    for (let index = 0; index < addressNames.length; index += 1) {
      const name = addressNames[index]
      const value: string | null = nativeApply(getAttribute, element, [name])
      if (value === null) continue
      const outward = outwardIn(element, value)
      if (outward !== value) nativeApply(setAttribute, element, [name, outward])
    }
  }
  // The parser runs microtasks before it starts a script, so a changed address or import map is the one that counts.
  const observer = new MutationObserver((records) => {
    for (const { addedNodes, target } of records) {
      // A long script's text can come in pieces.
      if (target instanceof HTMLScriptElement) seen(target)
      for (let index = 0; index < addedNodes.length; index += 1) {
        const node = addedNodes[index]
        if (!(node instanceof Element)) continue
        mapWritten(node)
        if (node instanceof HTMLScriptElement) seen(node)
        const inner: NodeListOf<Element> = nativeApply(querySelectorAll, node, [selector])
        for (let place = 0; place < inner.length; place += 1) {
          const element = inner[place]
          if (element) mapWritten(element)
        }
      }
    }
  })
  observer.observe(document, { childList: true, subtree: true })
}

function mapProperty(
  prototype: Element,
  name: string,
  mapped: (element: Element, value: string) => string,
): void {
  const property = settable(prototype, name)
  if (!property) return
  nativeDefine(prototype, name, {
    ...property.descriptor,
    set(this: Element, value: unknown) {
      // TrustedScriptURL and the like are objects of their own; their text counts.
      nativeApply(property.set, this, [mapped(this, nativeString(value))])
    },
  })
}
