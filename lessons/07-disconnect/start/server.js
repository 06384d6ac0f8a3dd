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
    // Somebody wants to be let go, and stays.
  });

  socket.on('disconnect', function () {
    // Somebody is gone, and nobody hears of it.
  });
});

http.listen(8080);
