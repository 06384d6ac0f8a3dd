var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

io.sockets.on('connection', function (socket) {
  socket.on('nickname', function (name) {
    socket.data.nickname = name;
  });

  socket.on('message', function (data) {
    io.sockets.emit('message', { from: socket.data.nickname || 'anonymous', text: data.text });
  });

  socket.on('who', function (answer) {
    io.fetchSockets().then(function (sockets) {
      answer(sockets.map(function (each) {
        return each.data.nickname || 'anonymous';
      }));
    });
  });
});

http.listen(8080);
