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

app.get('/last-call', (req, res) => {
  let seconds = 3
  io.emit('countdown', { seconds })

  const timer = setInterval(() => {
    seconds -= 1
    io.emit('countdown', { seconds })
    if (seconds === 0) clearInterval(timer)
  }, 1000)

  res.end()
})

io.on('connection', (socket) => {
  socket.emit('result', result)

  socket.on('vote', (data) => {
    result[data.choice] += 1
    io.emit('result', result)
    socket.emit('thanks', { choice: data.choice })
    socket.broadcast.emit('news', { choice: data.choice })
  })
})

http.listen(8080)
