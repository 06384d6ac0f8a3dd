import { createServer } from 'node:http'
import express from 'express'
import { Server } from 'socket.io'

const app = express()
const http = createServer(app)
const io = new Server(http)

app.get('/', (req, res) => {
  res.sendFile(import.meta.dirname + '/index.html')
})

io.on('connection', (socket) => {
  socket.on('nickname', (name) => {
    socket.data.nickname = name
  })

  socket.on('message', (data) => {
    io.emit('message', { from: socket.data.nickname ?? 'anonymous', text: data.text })
  })

  socket.on('who', async (answer) => {
    const sockets = await io.fetchSockets()
    answer(sockets.map((each) => each.data.nickname ?? 'anonymous'))
  })
})

http.listen(8080)
