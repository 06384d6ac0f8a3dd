import { createServer } from 'node:http'
import express from 'express'
import { Server } from 'socket.io'

const app = express()
const http = createServer(app)
const io = new Server(http)

let value = 0
let changedAt = Date.now()

// The counter, and how old this news is, in milliseconds.
const news = () => ({ value, age: Date.now() - changedAt })

app.get('/', (req, res) => {
  res.sendFile(import.meta.dirname + '/index.html')
})

app.get('/counter', (req, res) => {
  res.json(news())
})

app.post('/add', (req, res) => {
  value += 1
  changedAt = Date.now()
  // Only those who ask will find out.
  res.end()
})

io.on('connection', (socket) => {
  // Somebody listens from now on,
  // and is told nothing yet.
})

http.listen(8080)
