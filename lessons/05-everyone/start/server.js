var app = require('express')();
var http = require('http').Server(app);
var io = require('socket.io')(http);

var result = { tea: 0, coffee: 0 };

app.get('/', function (req, res) {
  res.sendFile(__dirname + '/index.html');
});

io.sockets.on('connection', function (socket) {
  socket.emit('result', result);

  socket.on('vote', function (data) {
    result[data.choice] += 1;
    // Only the one who voted sees the new result.
    socket.emit('result', result);
  });
});

http.listen(8080);
