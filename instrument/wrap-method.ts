/** Puts code around a method of a class that is not ours, so that its users notice nothing. */

export type Original<This, Args extends unknown[]> = (self: This, args: Args) => unknown

/**
 * Replaces a method on a prototype; name, length and property flags stay. A method that the prototype inherits is looked
 * up at each call, as it would have been. Does nothing where there is no such method: other versions have other insides.
 *
 * @param body what runs instead; it calls `original` and returns what that returns
 */
export function wrapMethod<This extends object, Args extends unknown[]>(
  prototype: object,
  name: string,
  body: (self: This, args: Args, original: Original<This, Args>) => unknown,
): void {
  const own = Object.hasOwn(prototype, name)
  const present = nearestProperty(prototype, name)
  const method: unknown = present?.value
  if (typeof method !== 'function') return

  const { apply } = Reflect
  const original: Original<This, Args> = own
    ? (self, args) => apply(method, self, args)
    : // It was a function above; a program that put something else there meets its own mistake.
      (self, args) => apply(Reflect.get(parentOf(prototype), name) as () => unknown, self, args)
  // A method of an object literal cannot be constructed, like those of a class.
  const holder = {
    [name](this: This, ...args: Args): unknown {
      return body(this, args, original)
    },
  }
  const wrapper = Reflect.get(holder, name)
  Object.defineProperties(wrapper, {
    name: { value: method.name, configurable: true },
    length: { value: method.length, configurable: true },
  })
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: present?.enumerable ?? false,
    writable: true,
    value: wrapper,
  })
}

function nearestProperty(prototype: object, name: string): PropertyDescriptor | undefined {
  for (let link: unknown = prototype; isObject(link); link = Object.getPrototypeOf(link)) {
    const property = Object.getOwnPropertyDescriptor(link, name)
    if (property) return property
  }
  return undefined
}

function parentOf(prototype: object): object {
  const parent: unknown = Object.getPrototypeOf(prototype)
  return isObject(parent) ? parent : Object.prototype
}

/** The outermost class of a chain that has a method of its own by this name: `Adapter` among its subclasses. */
export function baseWith(instance: object, name: string): object | undefined {
  let found: object | undefined
  for (
    let link: unknown = Object.getPrototypeOf(instance);
    isObject(link);
    link = Object.getPrototypeOf(link)
  ) {
    if (Object.hasOwn(link, name)) found = link
  }
  return found
}

const touched = new WeakSet<object>()

/** Runs `wrap` the first time that this prototype is met. */
export function onceFor(prototype: object | undefined, wrap: (prototype: object) => void): void {
  if (!prototype || touched.has(prototype)) return
  touched.add(prototype)
  wrap(prototype)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
