var app = require('express')();
var http = require('http').Server(app);
// A ping every half second, and 0.7 seconds to answer it. In production leave both out: see the text.
var io = require('socket.io')(http, { pingInterval: 500, pingTimeout: 700 });

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

io.sockets.on('connection', function (socket) {
  socket.data.nickname = 'anonymous';

  socket.on('nickname', function (name) {
    socket.data.nickname = name;
  });

  socket.on('message', function (data) {
    io.sockets.emit('message', { from: socket.data.nickname, text: data.text });
  });

  // A room is a name that the server keeps a list of sockets under.
  socket.on('join', function (room) {
    socket.join(room);
  });

  socket.on('quit', function () {
    socket.disconnect(true);
  });

  socket.on('disconnecting', function () {
    socket.rooms.forEach(function (room) {
      if (room === socket.id) return;
      socket.to(room).emit('left-room', { room: room, nickname: socket.data.nickname });
    });
  });

  socket.on('disconnect', function (reason) {
    io.sockets.emit('left', { nickname: socket.data.nickname, reason: reason });
  });
});

http.listen(8080);
