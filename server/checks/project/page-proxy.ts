/**
 * One client's page in a downloaded project: its browser asks this proxy for everything, and what is meant for the
 * learner's server goes through the client's door, where it is recorded. The page itself stands at the server's own address.
 */
import { createServer, request as httpRequest } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

export interface PageProxy {
  /** For the browser's settings. */
  readonly address: string
  close(): Promise<void>
}

interface Place {
  readonly host: string
  readonly port: number
}

const localNames = new Set(['localhost', '127.0.0.1', '[::1]'])
const httpPort = 80

/**
 * @param serverPort where pages look for the learner's server
 * @param doorPort where the client's door is
 */
export async function openPageProxy(serverPort: number, doorPort: number): Promise<PageProxy> {
  const placeOf = ({ hostname, port }: URL): Place => {
    const asked = Number(port || httpPort)
    const isServer = localNames.has(hostname) && asked === serverPort
    return isServer ? { host: '127.0.0.1', port: doorPort } : { host: hostname, port: asked }
  }
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '')
    if (url === null) {
      response.writeHead(400).end()
      return
    }
    const { method } = request
    const forwarded = httpRequest(
      { ...placeOf(url), method, path: url.pathname + url.search, headers: request.rawHeaders, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.rawHeaders)
        answer.pipe(response)
        answer.on('error', () => response.destroy())
      },
    )
    forwarded.on('error', () => response.destroy())
    response.on('close', () => forwarded.destroy())
    request.pipe(forwarded)
  })
  // A WebSocket through a proxy is a tunnel.
  server.on('connect', (request, client: Socket, head: Buffer) => {
    const url = URL.parse(`http://${request.url}`)
    if (url === null) {
      client.destroy()
      return
    }
    const upstream = connect(placeOf(url), () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.write(head)
      client.pipe(upstream).pipe(client)
    })
    client.on('error', () => upstream.destroy()).on('close', () => upstream.destroy())
    upstream.on('error', () => client.destroy()).on('close', () => client.destroy())
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  // A TCP server's address is an object; a string stands for a pipe.
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
