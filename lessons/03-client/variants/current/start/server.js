import { createServer } from 'node:http'
import express from 'express'
import { Server } from 'socket.io'

const app = express()
const http = createServer(app)
const io = new Server(http)

let visitors = 0

app.get('/', (req, res) => {
  res.sendFile(import.meta.dirname + '/index.html')
})

io.on('connection', (socket) => {
  visitors += 1
  socket.emit('welcome', { text: `You are visitor number ${visitors}` })

  // What one says is passed on to everyone.
  socket.on('message', (data) => {
    io.emit('message', { text: data.text })
  })
})

http.listen(8080)
