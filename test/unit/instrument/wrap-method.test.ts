import { describe, expect, test } from 'vitest'
import { baseWith, onceFor, wrapMethod } from '../../../instrument/wrap-method.ts'

class Base {
  greet(name: string): string {
    return `hello ${name}`
  }
}
class Child extends Base {
  shout(...names: string[]): string {
    return `${names.join()}!`
  }
}

describe('a wrapped method', () => {
  test('keeps its name, length, flags and result, and cannot be constructed', () => {
    class Sample extends Child {
      override shout(...names: string[]): string {
        return super.shout(...names)
      }
    }
    const before = Object.getOwnPropertyDescriptor(Sample.prototype, 'shout')
    const calls: unknown[] = []
    wrapMethod<Sample, string[]>(Sample.prototype, 'shout', (self, args, original) => {
      calls.push(args)
      return original(self, args)
    })
    const after = Object.getOwnPropertyDescriptor(Sample.prototype, 'shout')
    expect(new Sample().shout('a', 'b')).toBe('a,b!')
    expect(calls).toEqual([['a', 'b']])
    expect({ ...after, value: undefined }).toEqual({ ...before, value: undefined })
    expect([after?.value.name, after?.value.length]).toEqual([before?.value.name, before?.value.length])
    expect(() => Reflect.construct(after?.value, [])).toThrow(TypeError)
  })

  test('an inherited one is looked up at each call', () => {
    class Parent extends Base {}
    class Sample extends Parent {}
    wrapMethod<Sample, [string]>(Sample.prototype, 'greet', (self, args, original) => original(self, args))
    Parent.prototype.greet = () => 'replaced'
    expect(new Sample().greet('Ann')).toBe('replaced')
  })

  test('a method that is not there is left out', () => {
    class Sample extends Base {}
    wrapMethod(Sample.prototype, 'missing', () => 'never')
    expect(Reflect.has(new Sample(), 'missing')).toBe(false)
  })
})

test('the class that defines a method is found below its subclasses, and met once', () => {
  const met: object[] = []
  for (let time = 0; time < 2; time++) {
    onceFor(baseWith(new Child(), 'greet'), (prototype) => met.push(prototype))
  }
  expect(met).toEqual([Base.prototype])
})
