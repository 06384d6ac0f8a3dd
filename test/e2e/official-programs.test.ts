/** Small programs as the official tutorials write them, in the workbench: what the ladder and the State tab say of each. */
import type { FrameLocator, Locator, Page } from 'playwright'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { inspectorStrings } from '../../src/strings/inspector.ts'
import { networkStrings } from '../../src/strings/network.ts'
import { workbenchStrings } from '../../src/strings/workbench.ts'
import type { Product } from './site-app.ts'
import { startWorkbench } from './workbench-app.ts'

const words = workbenchStrings('en')
const inspector = inspectorStrings('en')
const network = networkStrings('en')
const everybody = ['Ann', 'Ben', 'Cat']
/** Tall enough for every row of these programs: rows that are out of sight are not in the page. */
const viewport = { width: 1440, height: 1800 }
const fileBytes = 3_000
/** What a program does takes a second or two; a busy machine, more. */
const stepMs = 10_000

let product: Product

beforeAll(async () => {
  product = await startWorkbench()
})
afterAll(async () => {
  await product.close()
  expect(product.app.faults).toEqual([])
})

interface Running {
  readonly page: Page
  /** A client's own page. */
  readonly client: (name: string) => FrameLocator
  /** A row of the ladder, by its sentence. */
  readonly row: (sentence: RegExp) => Locator
}

/** Runs a program; gives it when every client has loaded its page and, unless told otherwise, is connected. */
async function run(name: string, connects = true): Promise<Running> {
  const page = await product.open(`/?lesson=official/${name}`, { viewport })
  page.setDefaultTimeout(stepMs)
  const failures: string[] = []
  page.on('pageerror', (error) => failures.push(error.message))
  onTestFinished(() => expect(failures).toEqual([]))
  await page.getByRole('button', { name: words.layout.maximise(words.layout.wire) }).waitFor()
  await page.getByRole('button', { name: words.toolbar.run, exact: true }).click()
  for (const client of connects ? everybody : []) {
    await page
      .getByRole('region', { name: words.panes.pane(client), exact: true })
      .getByText(words.panes.websocket, { exact: true })
      .waitFor()
  }
  const tree = page.getByRole('tree', { name: inspector.ladder.label })
  return {
    page,
    client: (client) => page.frameLocator(`iframe[title="${words.panes.frameTitle(client)}"]`),
    row: (sentence) => tree.getByRole('treeitem', { name: sentence }),
  }
}

async function press({ client }: Running, name: string, button: string): Promise<void> {
  await client(name).getByRole('button', { name: button, exact: true }).click()
}

async function sees({ client }: Running, name: string, text: string | RegExp): Promise<void> {
  await client(name).getByText(text).first().waitFor()
}

interface State {
  readonly sockets: Locator
  /** The sockets of one client, with what the tab shows of each. */
  readonly of: (client: string) => Locator
  readonly room: (name: string) => Locator
}

async function state({ page }: Running): Promise<State> {
  await page.getByRole('tab', { name: inspector.tabs.state }).click()
  const sockets = page.getByRole('region', { name: inspector.state.sockets })
  const rooms = page.getByRole('region', { name: inspector.state.rooms })
  return {
    sockets,
    of: (client) => sockets.getByRole('listitem').filter({ has: page.getByRole('button', { name: client }) }),
    room: (name) =>
      rooms
        .getByRole('listitem')
        .filter({ has: page.getByText(name, { exact: true }) })
        .first(),
  }
}

test('a chat with rooms: one row for the room, and who is in it', async () => {
  const chat = await run('chat-rooms')
  for (const name of ['Ann', 'Cat']) {
    await press(chat, name, 'Join blue')
    await sees(chat, name, 'you are in blue')
  }
  await press(chat, 'Ann', 'Send')
  await sees(chat, 'Cat', 'hello blue')
  await chat
    .row(
      /^Server to (Ann, Cat|Cat, Ann): event chat message, "hello blue", to blue; without Ben, who is not in blue,/,
    )
    .waitFor()
  await expect.poll(() => chat.row(/^Server to .*: event chat message/).count()).toBe(1)
  const { room } = await state(chat)
  await room('blue').getByText(inspector.state.members(2)).waitFor()
  expect(await room('blue').innerText()).not.toContain('Ben')
})

test('private messages with auth: a refusal with its reason, and one message to one socket', async () => {
  const chat = await run('private-messages', false)
  for (const name of everybody) await sees(chat, name, 'who are you?')
  for (const name of ['Ann', 'Ben']) {
    await chat.client(name).getByRole('textbox').fill(name.toLowerCase())
    await press(chat, name, 'Log in')
    await sees(chat, name, /^connected$/)
  }
  await press(chat, 'Cat', 'Log in')
  await chat.row(/^Server to Cat: refused connect error, {"message":"invalid username","data":/).waitFor()
  await press(chat, 'Ann', 'Write to ben')
  await sees(chat, 'Ben', 'ann: psst')
  await chat.row(/^Server to Ben: event private message, .*"psst"}, to Ben’s socket; without Ann/).waitFor()
  const { of, sockets } = await state(chat)
  await of('Ann').getByText('socket.username').waitFor()
  await of('Ben').getByText('{"username":"ben"}').waitFor()
  expect(await of('Cat').count()).toBe(0)
  expect(await sockets.getByText(inspector.state.unconfirmed, { exact: true }).count()).toBe(0)
})

test('acknowledgements: each answer is tied to its question, and one that never comes is not made up', async () => {
  const acks = await run('acks-timeout')
  await acks
    .client('Cat')
    .locator('body')
    .evaluate(() => Reflect.set(window, 'silent', true))
  await press(acks, 'Ann', 'Save')
  await acks.row(/^Ann to server: event save, "a short text", asks for acknowledgement 0/).waitFor()
  await acks.row(/^Server to Ann: acknowledgement save, {"status":"ok","length":12}, answers 0/).waitFor()
  await press(acks, 'Ann', 'Archive')
  await sees(acks, 'Ann', /^archive: operation has timed out$/)
  await press(acks, 'Ann', 'Ask me')
  await acks.row(/^Ann to server: acknowledgement question, "yes", answers 0/).waitFor()
  await acks.row(/^Server, console log: answered: yes/).waitFor()
  await press(acks, 'Ben', 'Poll')
  await acks.row(/^Server, console log: some clients did not vote, the others: \[ 'aye', 'aye' \]/).waitFor()
  await acks.row(/^Server to (\w+, ){2}\w+: event vote, asks for acknowledgement 1/).waitFor()
  for (const name of ['Ann', 'Ben']) {
    await acks.row(new RegExp(`^${name} to server: acknowledgement vote, "aye", answers 1`)).waitFor()
  }
  expect(await acks.row(/^Cat to server/).count()).toBe(0)
  expect(await acks.row(/: acknowledgement archive/).count()).toBe(0)
})

test('broadcasts with except: whoever is left out has the reason that left it out', async () => {
  const notes = await run('broadcast-except')
  const sender = 'is the sender, and a broadcast leaves the sender out'
  const muted = 'is in muted, which the call excepts'
  await press(notes, 'Ben', 'Mute me')
  await press(notes, 'Ann', 'Others')
  await notes.row(new RegExp(`^Server to .*"from someone else"; without Ann, who ${sender},`)).waitFor()
  await press(notes, 'Ann', 'Listeners')
  await notes
    .row(new RegExp(`^Server to .*"for those who listen", except muted; without Ben, who ${muted},`))
    .waitFor()
  await press(notes, 'Ann', 'Other listeners')
  await notes
    .row(
      new RegExp(`^Server to Cat: .*, except muted; without Ann, who ${sender}; without Ben, who ${muted},`),
    )
    .waitFor()
  const { room } = await state(notes)
  await room('muted').getByText('Ben').waitFor()
})

test('namespaces with middleware: a refusal in one, several sockets of one client', async () => {
  const spaces = await run('namespaces')
  for (const [name, token] of [
    ['Ann', 'sesame'],
    ['Ben', 'guess'],
  ] as const) {
    await spaces.client(name).getByRole('textbox').fill(token)
    await press(spaces, name, 'Enter admin')
  }
  await sees(spaces, 'Ann', 'you are in')
  await spaces
    .row(/^Server to Ben: refused connect error, {"message":"unauthorized"}, namespace \/admin/)
    .waitFor()
  await press(spaces, 'Cat', 'Enter chat')
  await sees(spaces, 'Cat', 'in the chat')
  await press(spaces, 'Ann', 'Announce')
  // Of the namespace of admins nobody else is, so nobody was left out.
  await spaces
    .row(/^Server to Ann: event announced, "lunch at noon", namespace \/admin, [\d.]+ m?s$/)
    .waitFor()
  await spaces.row(/^Server to (\w+, ){2}\w+: event news, "lunch at noon", [\d.]+ m?s$/).waitFor()
  await press(spaces, 'Cat', 'Say')
  await spaces.row(/^Server to Cat: event message, "hi from the chat", namespace \/chat/).waitFor()
  const { of } = await state(spaces)
  const admin = of('Ann').filter({ hasText: '/admin' })
  await admin.getByText('socket.data.role').waitFor()
  await admin.getByText('"admin"').waitFor()
  await expect.poll(() => of('Ann').count()).toBe(2)
  await expect.poll(() => of('Ben').count()).toBe(1)
})

test('a binary upload: bytes have a row on their way up, and stay with the one call that sends them on', async () => {
  const upload = await run('binary-upload')
  await upload
    .client('Ann')
    .locator('input')
    .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.alloc(fileBytes, 7) })
  await sees(upload, 'Cat', `upload.png: ${fileBytes} bytes`)
  await upload.row(/^Ann to server: event upload, #1, asks for acknowledgement 0/).waitFor()
  await upload.row(/^Ann to server: bytes #1, 07 07 /).waitFor()
  await upload.row(/^Server to Ann: acknowledgement upload, {"message":"success"}, answers 0/).waitFor()
  await upload
    .row(/^Server to (Ben, Cat|Cat, Ben): event image, {"name":"upload.png","thumbnail":#1,"full":#2}; /)
    .waitFor()
  expect(await upload.row(/^Server to \w+: bytes/).count()).toBe(0)
})

test('a volatile ticker: a timer’s ticks are nobody’s doing, and each is one row', async () => {
  const ticker = await run('volatile-ticker')
  await press(ticker, 'Ben', 'Buy')
  const bought = ticker.row(/^Server to (\w+, ){2}\w+: event tick, {"price":105}/).first()
  await bought.click({ position: { x: 8, y: 8 } })
  const detail = ticker.page.getByRole('complementary', { name: inspector.detail.label })
  await detail.getByText("io.volatile.emit('tick', …)").first().waitFor()
  // No packet set it off: there is nothing to go back to.
  await ticker.page.keyboard.press('[')
  await ticker
    .row(/^Server to (\w+, ){2}\w+: event tick, {"price":105}/)
    .first()
    .waitFor()
  expect(await ticker.row(/^Ben to server: event buy/).getAttribute('aria-selected')).not.toBe('true')
  const { of } = await state(ticker)
  await of('Ben').getByText('socket.data.since').waitFor()
})

test('recovery after a drop: what was missed comes after it, to the same socket in its rooms', async () => {
  const recovery = await run('recovery')
  const { page } = recovery
  await press(recovery, 'Ann', 'Publish')
  await sees(recovery, 'Ben', 'first')
  const socketId = () =>
    recovery
      .client('Ben')
      .locator('body')
      .evaluate(() => window.eval('socket.id') as unknown)
  const before = await socketId()
  await page.getByRole('button', { name: network.menu('Ben'), exact: true }).click()
  await page.getByRole('menuitem', { name: network.drop, exact: true }).click()
  await page.keyboard.press('Escape')
  await sees(recovery, 'Ben', /^lost: transport/)
  await recovery.client('Ann').getByRole('textbox').fill('missed')
  await press(recovery, 'Ann', 'Publish')
  await recovery.row(/^Server to (Ann, Cat|Cat, Ann): event news, "missed","[^"]+", to news, /).waitFor()
  await press(recovery, 'Ben', 'Come back')
  await sees(recovery, 'Ben', 'recovered')
  await sees(recovery, 'Ben', 'missed')
  expect(await socketId()).toBe(before)
  await recovery.row(/^Ben: disconnected: transport close, claimed/).waitFor()
  await recovery.row(/^Ben: state recovered in \/: same id, rooms and data, claimed/).waitFor()
  await recovery.row(/^Server to Ben: event news, "missed",/).waitFor()
  const { of, room } = await state(recovery)
  await of('Ben').getByText(inspector.state.recovered, { exact: true }).waitFor()
  await of('Ben').getByText('socket.data.visits').waitFor()
  await room('news').getByText(inspector.state.members(3)).waitFor()
})

test('TypeScript with typed events, on both ends: rows as of any program, calls on their lines', async () => {
  const typed = await run('typescript')
  await press(typed, 'Ann', 'Say hello')
  await sees(typed, 'Ann', 'hello world')
  await typed.row(/^Server to Ann: event basicEmit, 1,"2",#1/).waitFor()
  await typed.row(/^Server to Ann: acknowledgement hello, "hello world", answers 0/).waitFor()
  const joined = typed.row(/^Server to (Ben, Cat|Cat, Ben): event joined, {"name":"world","at":"1970-/)
  await joined.click({ position: { x: 8, y: 8 } })
  await typed.page
    .getByRole('complementary', { name: inspector.detail.label })
    .getByRole('button', { name: inspector.console.open('server.ts:27') })
    .waitFor()
  const { of } = await state(typed)
  await typed.page.getByRole('button', { name: inspector.state.backToNow.live }).click()
  await of('Ann').getByText('"world"').waitFor()
  await of('Ben').getByText('"john"').waitFor()
})

test('two ports: pages of one reach the sockets of the other where it allows them, and not where it does not', async () => {
  const ports = await run('cors-ports')
  await sees(ports, 'Ann', 'from the API')
  await press(ports, 'Ann', 'Try the strict one')
  await sees(ports, 'Ann', 'xhr poll error')
  await ports
    .row(/^Run 1 · server\.js · listening on 8080 .* listening on 3000 .* listening on 3001/)
    .waitFor()
  await ports.row(/^Server to Ann: event hello, "from the API"/).waitFor()
  // The refused attempt got as far as a handshake, whose answer the browser kept from the page.
  await ports.row(/^Ann: handshake, polling, \d steps?,/).waitFor()
  expect(await ports.row(/"from the strict one"/).count()).toBe(0)
  const { of, sockets } = await state(ports)
  for (const name of everybody) await of(name).first().waitFor()
  await expect.poll(() => sockets.getByText('websocket', { exact: true }).count()).toBe(everybody.length)
})
