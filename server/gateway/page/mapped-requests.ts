/** Requests that scripts make: their addresses are mapped on the way into the browser. */
import type { AddressMap } from './address-map.ts'
import { nativeApply, nativeConstruct, NativeProxy, NativeURL } from './natives.ts'

type Callable = (...args: never[]) => unknown

export function mapRequests(map: AddressMap): void {
  const mapped = (value: unknown): unknown => {
    if (typeof value === 'string') return map.outward(value)
    return value instanceof NativeURL ? map.outward(value.href) : value
  }
  /** Calls `holder[name]` with the argument at `index` mapped. */
  const mapArgument = (holder: object, name: string, index: number) => {
    const original: unknown = Reflect.get(holder, name)
    if (typeof original !== 'function') return
    const proxy = new NativeProxy(original as Callable, {
      apply: (target, self, args: unknown[]) => nativeApply(target, self, withMapped(args, index)),
    })
    Reflect.set(holder, name, proxy)
  }
  /** The same for `new holder[name](address)`. Statics, prototype and `instanceof` stay. */
  const mapConstructor = (name: 'Request' | 'WebSocket' | 'EventSource') => {
    const proxy: object = new NativeProxy(window[name], {
      construct: (target, args: unknown[], newTarget): object =>
        // A class of the page that extends it stays what is constructed.
        nativeConstruct(target, withMapped(args, 0), newTarget === proxy ? target : newTarget),
    })
    Reflect.set(window, name, proxy)
  }
  const withMapped = (args: readonly unknown[], index: number): unknown[] => {
    const copy: unknown[] = [...args]
    if (index < copy.length) copy[index] = mapped(copy[index])
    return copy
  }
  mapArgument(window, 'fetch', 0)
  mapArgument(XMLHttpRequest.prototype, 'open', 1)
  mapArgument(Navigator.prototype, 'sendBeacon', 0)
  mapConstructor('Request')
  mapConstructor('WebSocket')
  mapConstructor('EventSource')
}
