import { expect, test } from 'vitest'
import {
  clientNames,
  nextClientName,
  participant,
  participantColour,
} from '../../../src/playground/participants.ts'

test('each of the eight clients has a colour and a letter of its own', () => {
  const known = clientNames.map(participant)
  expect(new Set(known.map((each) => each.colour)).size).toBe(8)
  expect(new Set(known.map((each) => each.letter)).size).toBe(8)
  expect(participant('ann')).toEqual({ id: 'ann', name: 'Ann', letter: 'A', colour: 1 })
})

test('the server has a colour outside the scale of the clients', () => {
  expect(participantColour('server')).toBe('var(--wl-participant-server)')
})

test('a client of a foreign trace keeps the same colour in every view', () => {
  const first = participant('probe7').colour
  expect(first).toBe(participant('probe7').colour)
  expect(first).toBeGreaterThanOrEqual(1)
  expect(first).toBeLessThanOrEqual(8)
})

test('the next pane takes the first free name, and there are eight at most', () => {
  expect(nextClientName(['ann', 'cat'])).toBe('ben')
  expect(nextClientName(clientNames)).toBeUndefined()
  expect(nextClientName(['x', ...clientNames.slice(1)])).toBeUndefined()
})
