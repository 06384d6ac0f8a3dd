var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

io.sockets.on('connection', function (socket) {
  socket.on('nickname', function (name) {
    // The name arrives here, and is forgotten at once.
  });

  socket.on('message', function (data) {
    io.sockets.emit('message', { from: 'somebody', text: data.text });
  });

  socket.on('who', function (answer) {
    // `answer` is a function: what you call it with goes back to the one who asked.
    answer([]);
  });
});

http.listen(8080);
