import { createServer } from 'node:http'
import express from 'express'
import { Server } from 'socket.io'

type Choice = 'tea' | 'coffee'

interface FromClient {
  vote: (data: { choice: Choice }) => void
}

interface ToClient {
  result: (data: Record<Choice, number>) => void
  thanks: (data: { choice: Choice }) => void
  news: (data: { choice: Choice }) => void
  countdown: (data: { seconds: number }) => void
}

const app = express()
const http = createServer(app)
const io = new Server<FromClient, ToClient>(http)

const result: Record<Choice, number> = { tea: 0, coffee: 0 }

app.get('/', (req, res) => {
  res.sendFile(import.meta.dirname + '/index.html')
})

io.on('connection', (socket) => {
  socket.emit('result', result)

  socket.on('vote', (data) => {
    result[data.choice] += 1
    // Only the one who voted sees the new result.
    socket.emit('result', result)
  })
})

http.listen(8080)
