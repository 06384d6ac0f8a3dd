/** Names and values of the observed program as text of bounded length, without calling any of its code. */
import { listedRoomsMax, nameMax, previewMax } from '../protocol/instrument-constants.ts'
import type { RoomName } from '../protocol/instrument.ts'

const entriesMax = 50
const depthMax = 4

export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`
}

/** An event name or an id, whatever the program used for it. */
export function asName(value: unknown): string {
  if (typeof value === 'string') return value.length <= nameMax ? value : cut(value, nameMax)
  return cut(shortText(value), nameMax)
}

/** The message of whatever was thrown or refused with. */
export function messageOf(error: unknown, max: number): string {
  const message = isObject(error) ? Object.getOwnPropertyDescriptor(error, 'message')?.value : error
  return cut(typeof message === 'string' ? message : shortText(error), max)
}

export function roomName(room: unknown): RoomName {
  return typeof room === 'string' ? asName(room) : { notText: asName(room) }
}

export function roomNames(rooms: Iterable<unknown>): RoomName[] {
  const names: RoomName[] = []
  for (const room of rooms) {
    if (names.length === listedRoomsMax) break
    names.push(roomName(room))
  }
  return names
}

/** A value like JSON; getters, functions and what lies too deep are named instead of shown. */
export function preview(value: unknown): string {
  const budget = { left: previewMax }
  return cut(valueText(value, depthMax, budget), previewMax)
}

/** The same for some properties of an object. */
export function previewProperties(owner: object, keys: readonly string[]): string {
  const budget = { left: previewMax }
  return cut(`{${propertyTexts(owner, keys, depthMax, budget).join(',')}}`, previewMax)
}

interface Budget {
  left: number
}

function valueText(value: unknown, depth: number, budget: Budget): string {
  if (budget.left <= 0) return '…'
  const text = isObject(value) ? objectText(value, depth, budget) : scalarText(value, budget.left)
  budget.left -= text.length
  return text
}

function scalarText(value: unknown, max: number): string {
  return typeof value === 'string' ? JSON.stringify(cut(value, Math.max(2, max))) : shortText(value)
}

function objectText(value: object, depth: number, budget: Budget): string {
  if (depth === 0) return Array.isArray(value) ? '[…]' : '{…}'
  if (Array.isArray(value)) {
    const texts: string[] = []
    for (let index = 0; index < value.length && index < entriesMax && budget.left > 0; index++) {
      texts.push(propertyText(value, String(index), depth - 1, budget))
    }
    if (texts.length < value.length) texts.push('…')
    return `[${texts.join(',')}]`
  }
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1)
  if (value instanceof Date) return `Date(${Date.prototype.getTime.call(value)})`
  if (value instanceof Map || value instanceof Set) return `${kind}(${value.size})`
  if (ArrayBuffer.isView(value)) return `${kind}(${value.byteLength} bytes)`
  const keys = Object.keys(value)
  const texts = propertyTexts(value, keys, depth - 1, budget)
  return `${kind === 'Object' ? '' : kind}{${texts.join(',')}}`
}

function propertyTexts(owner: object, keys: readonly string[], depth: number, budget: Budget): string[] {
  const texts: string[] = []
  for (const key of keys) {
    if (texts.length === entriesMax || budget.left <= 0) {
      texts.push('…')
      break
    }
    const label = JSON.stringify(cut(key, nameMax))
    budget.left -= label.length
    texts.push(`${label}:${propertyText(owner, key, depth, budget)}`)
  }
  return texts
}

function propertyText(owner: object, key: string, depth: number, budget: Budget): string {
  const property = Object.getOwnPropertyDescriptor(owner, key)
  if (!property) return 'undefined'
  if (!('value' in property)) return '[getter]'
  return valueText(property.value, depth, budget)
}

/** Anything but a text or an object's contents. */
function shortText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'function':
      return '[function]'
    case 'object':
      return value === null ? 'null' : '[object]'
    case 'symbol':
    case 'bigint':
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(value)
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
