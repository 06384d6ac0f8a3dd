/** Addresses in elements: set by scripts, and written in the page itself. */
import type { AddressMap } from './address-map.ts'
import { nativeApply, nativeDefine, nativeMethod, nativeString, settable } from './natives.ts'

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

const selector = '[src],[href],[action]'

export function mapElements(map: AddressMap): void {
  for (const [type, name] of addressProperties) mapProperty(type.prototype, name, map)
  const setAttribute = nativeMethod(Element.prototype, 'setAttribute')
  const removeAttribute = nativeMethod(Element.prototype, 'removeAttribute')
  const getAttribute = nativeMethod(Element.prototype, 'getAttribute')
  // Of its overloads only the general one counts here.
  const querySelectorAll: (selector: string) => NodeListOf<Element> = nativeMethod(
    Element.prototype,
    'querySelectorAll',
  )
  Element.prototype.setAttribute = function (name, value) {
    nativeApply(setAttribute, this, [name, isAddressName(name) ? map.outward(nativeString(value)) : value])
  }
  const mapWritten = (element: Element) => {
    for (const name of ['src', 'href', 'action']) {
      const value: string | null = nativeApply(getAttribute, element, [name])
      if (value === null) continue
      const outward = map.outward(value)
      if (outward === value) continue
      // Promised for the CDN's file; the local copy can be of another version.
      nativeApply(removeAttribute, element, ['integrity'])
      nativeApply(setAttribute, element, [name, outward])
    }
  }
  // The parser runs microtasks before it starts an external script, so a changed `src` is the one that loads.
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (let index = 0; index < addedNodes.length; index += 1) {
        const node = addedNodes[index]
        if (!(node instanceof Element)) continue
        mapWritten(node)
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

function mapProperty(prototype: object, name: string, map: AddressMap): void {
  const property = settable(prototype, name)
  if (!property) return
  nativeDefine(prototype, name, {
    ...property.descriptor,
    set(value: unknown) {
      // TrustedScriptURL and the like are objects of their own; their text counts.
      nativeApply(property.set, this, [map.outward(nativeString(value))])
    },
  })
}

function isAddressName(name: unknown): boolean {
  const lower = typeof name === 'string' ? name.toLowerCase() : ''
  return lower === 'src' || lower === 'href' || lower === 'action'
}
