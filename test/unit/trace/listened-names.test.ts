import { describe, expect, it } from 'vitest'
import { ExplainedLog } from '../../../trace/explain/explained-trace.ts'
import { listenedNames } from '../../../trace/explain/listened-names.ts'
import { InsideStory } from '../../fixtures/inspector/inside-story.ts'
import { placed } from './state-events.ts'

const files = {
  'server.js': `import { rooms } from './rooms.js'
io.on('connection', (socket) => {
  socket.on('chat message', save)
  socket.once("typing", show)
  socket.on(name, show)
  socket.on(\`room \${id}\`, show)
})`,
  'rooms.js': "export const rooms = (socket) => socket.on('join', enter)",
  'index.html': `<script src="/client.js"></script>
<script>socket.on('news', show); socket.on('connect', show)</script>`,
  'client.js': "socket .on( 'weather', show)",
  'shared.js': "bus.on('inner', show)",
}

function namesOf(participant: string, story = new InsideStory().run(1, files)): readonly string[] {
  const log = new ExplainedLog()
  for (const event of placed(story.events)) log.push(event)
  return [...listenedNames(participant, 1, log)]
}

describe('what somebody listens for', () => {
  it('is read from the code of its side, where the name is a literal', () => {
    expect(namesOf('server')).toEqual(['chat message', 'typing', 'join'])
    expect(namesOf('ann')).toEqual(['news', 'weather'])
  })

  it('is first of all what reports have told', () => {
    const story = new InsideStory().run(1, files).connects('ann').message('ann', 'up', '42["late"]')
    story.arrived('ann', 'late', 2).arrived('ann', 'nobody', 0)
    expect(namesOf('server', story)).toEqual(['late', 'chat message', 'typing', 'join'])
  })

  it.each(['__proto__', 'constructor', 'toString'])('does not stumble over an entry called %s', (entry) => {
    const log = new ExplainedLog()
    const [start] = placed(new InsideStory().run(1, { 'lib.js': "socket.on('x', f)" }).events)
    if (start?.kind !== 'run' || start.phase !== 'start') throw new Error('A story begins with its run.')
    log.push({ ...start, entry })
    expect([...listenedNames('server', 1, log)]).toEqual([])
  })

  it('is looked for in bounded time, whatever the files hold', () => {
    const long = new InsideStory().run(1, {
      'server.js': '.on( '.repeat(500_000),
      'a.js': '.on(\n'.repeat(500_000),
    })
    expect(namesOf('server', long)).toEqual([])
    const many = Array.from({ length: 5_000 }, (_, index) => `s.on('e${index}', f)`).join('\n')
    expect(namesOf('server', new InsideStory().run(1, { 'server.js': many })).length).toBe(500)
  })
})
